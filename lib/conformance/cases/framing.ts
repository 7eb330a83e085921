// H. Framing (RFC 23 §Framing): forms, sizes and flags of one frame.
import type { Case } from '../case.js'
import { CLOSE_OR_TAKE, inTraffic, message, RECEIVERS } from './common.js'

/** Cases framing/8.1 to 8.10. */
export const FRAMING_CASES = [
  {
    id: 'framing/8.1',
    number: 111,
    title: 'an empty message',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: message([''], '00 00') }],
  },
  {
    id: 'framing/8.2',
    number: 112,
    title: 'bodies of 1, 254 and 255 octets in the short form',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      { name: '1', steps: message(['61'], '00 01 61') },
      { name: '254', steps: message(['61*254'], '00 fe 61*254') },
      { name: '255', steps: message(['61*255'], '00 ff 61*255') },
    ],
  },
  {
    id: 'framing/8.3',
    number: 113,
    title: 'bodies of 256 octets to 16 MiB in the long form',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      { name: '256', steps: message(['61*256'], '02 0000000000000100 61*256') },
      { name: '65535', steps: message(['61*65535'], '02 000000000000ffff 61*65535') },
      { name: '65536', steps: message(['61*65536'], '02 0000000000010000 61*65536') },
      { name: '1 MiB', steps: message(['(61*1024)*1024'], '02 0000000000100000 (61*1024)*1024') },
      {
        name: '16 MiB',
        steps: message(['(61*65536)*256'], '02 0000000001000000 (61*65536)*256'),
      },
    ],
  },
  {
    id: 'framing/8.4',
    number: 114,
    title: 'the long form with a body of less than 256 octets is taken',
    reference: 'RFC 23 §Framing',
    level: 'GRAMMAR',
    sockets: RECEIVERS,
    needs: ['zmtp3'],
    runs: [
      {
        name: '1',
        steps: [
          { join: 'a' },
          { pass: 'a', parts: ['61'], frames: '02 0000000000000001 61', way: 'in' },
        ],
      },
      {
        name: '0',
        steps: [
          { join: 'a' },
          { pass: 'a', parts: [''], frames: '02 0000000000000000', way: 'in' },
        ],
      },
    ],
  },
  {
    id: 'framing/8.5',
    number: 115,
    title: 'the endpoint uses the short form up to 255 octets',
    reference: 'RFC 23 §Framing',
    level: 'NONE',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: message(['61*255'], '00 ff 61*255') }],
    outcomes: { garbled: 'NON-STRICT' },
  },
  {
    id: 'framing/8.6',
    number: 116,
    title: 'the endpoint never sets the bits 7 to 3 of the flags',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { probe: 'a' }] }],
  },
  {
    id: 'framing/8.7',
    number: 117,
    title: 'the endpoint never sets MORE on a command',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { probe: 'a' }] }],
  },
  {
    id: 'framing/8.8',
    number: 118,
    title: 'a reserved bit on a message is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: ['08', '10', '20', '40', '80', 'f8'].flatMap(bits => [
      {
        name: bits,
        sockets: RECEIVERS,
        steps: [
          { join: 'a' },
          { send: `${bits} 03 "bit"` },
          {
            await: [{ closed: 'a', is: 'closed' }, { delivery: ['"bit"'] }],
            within: 1000,
            else: 'silent',
          },
          { probe: 'a' },
        ],
      },
      { name: bits, sockets: ['PUSH'] as const, steps: inTraffic(`${bits} 03 "bit"`) },
    ]),
  },
  {
    id: 'framing/8.9',
    number: 119,
    title: 'a reserved bit on a command is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: inTraffic('0c 0b 04 "PING" 0000 "bits"') }],
  },
  {
    id: 'framing/8.10',
    number: 120,
    title: 'MORE on a command is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: inTraffic('05 04 03 "FOO"') }],
  },
] as const satisfies readonly Case[]
