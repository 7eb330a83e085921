// What bytes are, told by themselves, and how parts are put together.
import t from 'tap'
import { detectFile, dissectLines, dissectParts, parseHex } from '../../lib/dissect/index.js'
import { hex } from '../support/bytes.js'
import * as v from './vectors.js'

const kinds = (...args: Parameters<typeof dissectParts>): string[] =>
  [...dissectParts(...args)].map(item => item.kind)
const summaries = (...args: Parameters<typeof dissectParts>): string[] =>
  [...dissectParts(...args)].map(item => item.summary)

const LISTENING = 'monitor event (version 1): LISTENING, fd 29, "tcp://127.0.0.1:38375"'

const isCapture = (bytes: Buffer): boolean => bytes[0] === 0x83

const kind = (bytes: Buffer): string => detectFile(bytes, isCapture)

t.test('monitor events: as two parts, as one, several in a row, both versions', async t => {
  const [parts = []] = v.EVENTS
  t.strictSame(summaries(parts, { order: 'LE' }), [LISTENING])
  t.strictSame(summaries([Buffer.concat(parts)], { order: 'LE' }), [LISTENING])
  t.strictSame(summaries([...parts, ...parts], { order: 'LE' }), [LISTENING, LISTENING])
  t.strictSame(kinds(v.EVENTS.flat(), { order: 'LE' }), [
    'monitor',
    'monitor',
    'monitor',
    'monitor',
    'monitor',
  ])
  t.match(summaries(v.EVENTS[4] as Buffer[], { order: 'LE' })[0], 'version 2): PIPES_STATS, 3, 0')
})

t.test('greetings, frames, commands, metadata', async t => {
  t.strictSame(kinds([v.NULL, v.READY_PUSH]), ['greeting', 'command'])
  t.strictSame(summaries([v.READY_PUSH]), ['command READY: PUSH'])
  t.strictSame(summaries([v.HI]), ['message: "hi"'])
  t.strictSame(summaries([v.LONG]).length, 1)
  t.strictSame(summaries([v.READY_PUSH.subarray(2)]), ['command READY: PUSH'])
  t.strictSame(summaries([v.READY_PUSH.subarray(8)]), ['metadata: PUSH'])
  t.strictSame(summaries([hex('0300"hi"')], { framing: '1.0' }), ['message: "hi"'])
  t.match(summaries([v.READY_CURVE], { mechanism: 'CURVE' }), ['command READY: short nonce 1'])
})

t.test('what was said beats what they look like', async t => {
  t.strictSame(kinds([v.HI], { kind: 'monitor' }), ['monitor'])
  t.strictSame(kinds([v.HI], { kind: 'command' }), ['command'])
  t.strictSame(kinds([hex('08001d000000')], { kind: 'wire' })[0], 'greeting')
})

t.test('of a very large command, or list of properties, the beginning is explained', async t => {
  const properties = Buffer.alloc(6 * 100_000, hex('01"a"00000000'))
  for (const [as, bytes] of [
    ['command', Buffer.concat([hex('05"READY"'), properties])],
    ['metadata', properties],
  ] as const) {
    const [item] = [...dissectParts([bytes], { kind: as, mechanism: 'NULL' })]
    t.equal(item?.size, bytes.length)
    t.ok((item?.fields.length ?? Infinity) < 65_536, as)
    t.match(item?.fields.at(-1), { value: 'not kept', meaning: 'too far behind' })
  }
})

t.test('lines with sides are a connection', async t => {
  const lines = parseHex(
    'C: ff00000000000000017f 03 01 "NULL" 00*16 00 00*31\nS: ff00000000000000017f 03 01 "PLAIN" 00*15 00 00*31',
  )
  const notes = [...dissectLines(lines)]
  t.match(notes, [
    { kind: 'item', side: 'connecting' },
    { kind: 'item', side: 'binding' },
    { kind: 'state', words: 'handshake failed: the two sides announced NULL and PLAIN' },
  ])
  const events = [
    ...dissectLines(parseHex('08001d000000 | "tcp://127.0.0.1:38375"'), { order: 'LE' }),
  ]
  t.match(events, [{ kind: 'item', item: { summary: LISTENING } }])
})

t.test('files', async t => {
  t.equal(kind(hex('d4c3b2a1')), 'pcap')
  t.equal(kind(hex('a1b23c4d')), 'pcap')
  t.equal(kind(hex('0a0d0d0a')), 'pcapng')
  t.equal(kind(hex('83 00')), 'capture')
  t.equal(kind(Buffer.from('08 00 # x')), 'hex')
  t.equal(kind(v.NULL), 'binary')
  t.equal(kind(Buffer.alloc(0)), 'binary')
})
