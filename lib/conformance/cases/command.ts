// I. Commands in traffic (RFC 23 §Commands).
import type { Outcomes } from '../case.js'
import { CLOSES, inTraffic } from './common.js'
import { cases } from './groups.js'

const IGNORED_OR_CLOSED: Outcomes = { closed: 'OK' }

/** Cases command/9.x. */
export const COMMAND_CASES = cases(
  { reference: 'RFC 23 §Commands', level: 'MUST', needs: ['zmtp3'] },
  [
    {
      id: 'command/9.1',
      title: 'a command nobody knows is ignored',
      outcomes: { closed: 'NON-STRICT' },
      steps: inTraffic('04 06 03 "FOO" 7878'),
    },
    {
      id: 'command/9.2',
      title: 'a long command nobody knows is ignored',
      outcomes: { closed: 'NON-STRICT' },
      runs: [
        { name: '300', steps: inTraffic('06 000000000000012c 03 "FOO" 78*296') },
        { name: '70 KiB', steps: inTraffic('06 0000000000011800 03 "FOO" 78*71676') },
      ],
    },
    {
      id: 'command/9.3',
      title: 'a command between the frames of one message does not harm the message',
      level: 'NONE',
      sockets: ['PULL', 'PAIR'],
      needs: ['zmtp3', 'app'],
      outcomes: { kept: 'INFO', closed: 'INFO' },
      steps: [
        { join: 'a' },
        { send: '01 01 61 04 08 04 "PING" 0000 61 00 01 62' },
        { await: [{ delivery: ['61', '62'] }, CLOSES], else: 'lost' },
      ],
    },
    {
      id: 'command/9.4',
      title: 'commands without a good name are ignored or refused, and never delivered',
      level: 'GRAMMAR',
      outcomes: IGNORED_OR_CLOSED,
      runs: [
        { name: 'empty', steps: inTraffic('04 00') },
        { name: 'empty name', steps: inTraffic('04 02 00 61') },
        { name: 'name past the body', steps: inTraffic('04 03 09 "ab"') },
        { name: 'no letters', steps: inTraffic('04 04 03 "1 !"') },
      ],
    },
    {
      id: 'command/9.5',
      title: 'SUBSCRIBE and CANCEL never reach an application that is no publisher',
      reference: 'RFC 37 §Commands',
      outcomes: IGNORED_OR_CLOSED,
      runs: [
        { name: 'SUBSCRIBE', steps: inTraffic('04 0b 09 "SUBSCRIBE" 41') },
        { name: 'CANCEL', steps: inTraffic('04 08 06 "CANCEL" 41') },
      ],
    },
    {
      id: 'command/9.6',
      title: 'JOIN and LEAVE never reach an application that is no RADIO',
      reference: 'RFC 37 §Commands',
      outcomes: IGNORED_OR_CLOSED,
      runs: [
        { name: 'JOIN', steps: inTraffic('04 06 04 "JOIN" 41') },
        { name: 'LEAVE', steps: inTraffic('04 07 05 "LEAVE" 41') },
      ],
    },
    {
      id: 'command/9.7',
      title: 'commands of the handshake never reach the application',
      outcomes: IGNORED_OR_CLOSED,
      runs: [
        { name: 'READY', steps: inTraffic('<R>') },
        { name: 'HELLO', steps: inTraffic('04 13 05 "HELLO" 05 "admin" 06 "secret"') },
        { name: 'WELCOME', steps: inTraffic('04 08 07 "WELCOME"') },
        { name: 'INITIATE', steps: inTraffic('04 1d 08 "INITIATE" 0b "Socket-Type" 00000004 <T>') },
      ],
    },
    {
      id: 'command/9.8',
      title: 'each command the endpoint sends has a name of letters inside its body',
      watch: true,
      steps: [{ join: 'a' }, { probe: 'a' }],
    },
  ],
)
