// H. Framing (RFC 23 §Framing): forms, sizes and flags of one frame.
import { CLOSES, CLOSE_OR_TAKE, RECEIVERS, inTraffic, message } from './common.js'
import { cases } from './groups.js'

/** Cases framing/8.1 to 8.10. */
export const FRAMING_CASES = cases(
  { reference: 'RFC 23 §Framing', level: 'MUST', needs: ['zmtp3'] },
  [
    { id: 'framing/8.1', title: 'an empty message', steps: message([''], '00 00') },
    {
      id: 'framing/8.2',
      title: 'bodies of 1, 254 and 255 octets in the short form',
      runs: [
        { name: '1', steps: message(['61'], '00 01 61') },
        { name: '254', steps: message(['61*254'], '00 fe 61*254') },
        { name: '255', steps: message(['61*255'], '00 ff 61*255') },
      ],
    },
    {
      id: 'framing/8.3',
      title: 'bodies of 256 octets to 16 MiB in the long form',
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
      reference: 'RFC 23 §Formal Grammar',
      title: 'the long form with a body of less than 256 octets is taken',
      level: 'GRAMMAR',
      sockets: RECEIVERS,
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
      reference: 'RFC 23 §Formal Grammar',
      title: 'the endpoint uses the short form up to 255 octets',
      level: 'NONE',
      watch: true,
      steps: message(['61*255'], '00 ff 61*255'),
      outcomes: { garbled: 'NON-STRICT' },
    },
    {
      id: 'framing/8.6',
      title: 'the endpoint never sets the bits 7 to 3 of the flags',
      watch: true,
      steps: [{ join: 'a' }, { probe: 'a' }],
    },
    {
      id: 'framing/8.7',
      title: 'the endpoint never sets MORE on a command',
      watch: true,
      steps: [{ join: 'a' }, { probe: 'a' }],
    },
    {
      id: 'framing/8.8',
      title: 'a reserved bit on a message is refused',
      outcomes: CLOSE_OR_TAKE,
      runs: ['08', '10', '20', '40', '80', 'f8'].flatMap(bits => [
        {
          name: bits,
          sockets: RECEIVERS,
          steps: [
            { join: 'a' },
            { send: `${bits} 03 "bit"` },
            { await: [CLOSES, { delivery: ['"bit"'] }], within: 1000, else: 'silent' },
            { probe: 'a' },
          ],
        },
        { name: bits, sockets: ['PUSH'] as const, steps: inTraffic(`${bits} 03 "bit"`) },
      ]),
    },
    {
      id: 'framing/8.9',
      title: 'a reserved bit on a command is refused',
      outcomes: CLOSE_OR_TAKE,
      steps: inTraffic('0c 0b 04 "PING" 0000 "bits"'),
    },
    {
      id: 'framing/8.10',
      title: 'MORE on a command is refused',
      outcomes: CLOSE_OR_TAKE,
      steps: inTraffic('05 04 03 "FOO"'),
    },
  ],
)
