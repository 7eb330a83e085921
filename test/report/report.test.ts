// From rows to what a page shows: lanes, bands, strokes, counts, and bytes explained as `decode` does.
import t from 'tap'
import type { CaptureRow } from '../../lib/capture/format.js'
import { dissectMonitor } from '../../lib/dissect/monitor.js'
import { ReportBuilder, type ReportData } from '../../lib/report/index.js'
import {
  build,
  CONNECTION,
  HEADER,
  LISTENING,
  linesOf,
  manyRows,
  message,
  peerEvent,
} from '../support/report-rows.js'

t.setTimeout(600_000)

/** The fields of an entry: offset, hex, name, value, meaning. */
function fieldsOf({ entries, fields, strings }: ReportData, entry: number): unknown[][] {
  return (entries.fields[entry] ?? []).map(index => {
    const [offset, , hex, name, value, meaning] = fields[index] as ReportData['fields'][number]
    return [offset, hex, strings[name], strings[value], strings[meaning]]
  })
}

const START: CaptureRow = {
  kind: 'start',
  at: 0,
  socket: 'producer',
  policy: 'ready',
  options: { consumers: 2 },
}
const gate = (at: number, kind: string, phase: string): CaptureRow => ({
  kind: 'gate',
  at,
  socket: 'producer',
  input: { kind, now: at },
  phase,
  effects: [{ kind: 'read' }],
})

t.test('a monitor event has the fields that decode gives', async t => {
  const data = build([HEADER, LISTENING])
  t.same(linesOf(data), ['producer event 0 LISTENING, fd 29, "tcp://127.0.0.1:38375"'])
  t.same(fieldsOf(data, 0), [
    [0, '0800', 'event', '0x0008 LISTENING', 'bound and listening'],
    [2, '1d000000', 'value', '29', 'fd 29, descriptor of the listening socket'],
    [
      0,
      '7463703a2f2f3132372e302e302e313a3338333735',
      'address',
      '"tcp://127.0.0.1:38375"',
      'the endpoint of the event',
    ],
  ])
  const parts = LISTENING.kind === 'monitor' ? LISTENING.parts : []
  const { fields } = dissectMonitor(parts, { order: 'LE' })
  t.same(
    fieldsOf(data, 0).map(([, hex]) => hex),
    fields.map(({ bytes }) => bytes.toString('hex')),
  )
  t.equal(data.startMs, 1_795_500_000_001)
})

t.test('the byte order is that of the capture', async t => {
  const data = build([
    { ...HEADER, byteOrder: 'BE' } as CaptureRow,
    { ...LISTENING, parts: [Buffer.from('00080000001d', 'hex'), Buffer.from('x')] } as CaptureRow,
  ])
  t.same(linesOf(data), ['producer event 0 LISTENING, fd 29, "x"'])
})

t.test('peers have lanes, with handshake and connection as bands', async t => {
  const data = build([
    HEADER,
    peerEvent(5, '2000000000000000', 4001),
    peerEvent(6, '0010000000000000', 4001),
    peerEvent(9, '0002000000000000', 4001),
  ])
  t.same(data.lanes, ['producer', '↳ tcp://127.0.0.1:4001'])
  t.same(data.bands, [
    [1, 'handshake', 0, 1],
    [1, 'connected', 1, 4],
  ])
})

t.test('a gate is a band, its inputs are entries', async t => {
  const rows = [
    HEADER,
    START,
    gate(1, 'bound', 'waiting'),
    gate(4, 'event', 'open'),
    gate(5, 'sent', 'open'),
    gate(9, 'work-done', 'draining'),
    gate(11, 'quit-sent', 'stopped'),
  ]
  const data = build(rows)
  t.same(data.bands, [
    [0, 'waiting', 1, 4],
    [0, 'open', 4, 9],
    [0, 'draining', 9, 11],
    [0, 'stopped', 11, 11],
  ])
  t.equal(linesOf(data)[1], 'producer gate 0 gate waiting after bound: read')
  t.same(
    fieldsOf(data, 1).map(([, , name, value]) => `${name}=${value}`),
    ['phase=waiting', 'kind=bound', 'now=1', 'decided={"kind":"read"}'],
  )
})

t.test('messages are strokes from who sent to who received them, in order', async t => {
  const data = build([
    HEADER,
    message(1, 'producer', 'same'),
    message(2, 'producer', 'same'),
    message(3, 'consumer-2', 'same'),
    message(4, 'consumer-1', 'same'),
    message(5, 'producer', 'lost'),
    message(6, 'producer', 'Quit', 'quit'),
    message(7, 'consumer-1', 'Quit', 'quit'),
  ])
  t.same(data.lanes, ['producer', 'consumer-1', 'consumer-2'], 'who sends stands first')
  t.same(data.strokes, [
    [0, 2],
    [1, 3],
    [5, 6],
  ])
  t.same(data.counts, ['2 consumers', '3 messages', '1 Quit'])
  t.equal(linesOf(data)[5], 'producer quit 1 sent "Quit"')
})

t.test('a connection: greetings, commands, frames, and where it stands', async t => {
  const data = build([HEADER, ...CONNECTION])
  t.same(data.bands, [
    [0, 'greeting', 0, 2],
    [0, 'handshake', 2, 4],
    [0, 'traffic', 4, 6],
  ])
  const lines = linesOf(data)
  t.match(lines[0], 'opened: tcp://127.0.0.1:4000 → tcp://127.0.0.1:5555')
  t.ok(lines.some(line => line.startsWith('connection c1 greeting 2 greeting: ZMTP 3.1')))
  t.ok(lines.some(line => line.startsWith('connection c1 command 1 command READY: PUSH')))
  const frame = lines.findIndex(line => line.startsWith('connection c1 frame 1'))
  t.equal(data.entries.offset[frame], 64 + 28, 'its offset in the stream')
  t.same(
    fieldsOf(data, frame).map(([offset, hex]) => [offset, hex]),
    [
      [0, '00'],
      [1, '02'],
      [2, '6869'],
    ],
    'fields stand from the start of the frame on',
  )
})

t.test('bytes and texts are cut to what a page can show', async t => {
  const data = build([HEADER, message(1, 'producer', 'x'.repeat(5000))], { bytesShown: 4 })
  t.match(fieldsOf(data, 0), [[0, '78787878', 'message', /5000 bytes/]])
  t.equal(data.entries.size[0], 5000)
  t.ok(data.strings.every(text => text.length <= 301))
})

t.test('two files are merged by the time of day; names of both are told apart', async t => {
  const builder = new ReportBuilder()
  const one = builder.file('one')
  const two = builder.file('two')
  for (const row of [HEADER, message(5, 'producer', 'a')]) one.row(row)
  const later = { ...HEADER, at: 100, epochMs: 1_795_500_000_002 } as CaptureRow
  for (const row of [later, message(100, 'producer', 'b'), message(104, 'consumer', 'a')])
    two.row(row)
  one.finish()
  two.finish()
  const data = builder.finish('two')
  t.same(linesOf(data), [
    'producer (two) message 1 sent "b"',
    'producer (one) message 1 sent "a"',
    'consumer message 2 received "a"',
  ])
  t.same(data.entries.at, [0, 3, 4])
  t.same(data.strokes, [[1, 2]], 'a message from file to file')
  t.match(data.remarks.join(), 'clocks')
})

t.test('text that turns or hides is escaped', async t => {
  const data = build([HEADER, { kind: 'note', at: 1, text: 'a\u202eb\u0007\n' }])
  t.same(linesOf(data), [String.raw`notes note 0 a\u{202e}b\x07\n`])
})

t.test('a line of a log is shown without its own time, which stays to be read', async t => {
  const data = build([
    HEADER,
    { kind: 'note', at: 1, text: '[ 1561228921.433 ]: Consumer 1 start' },
  ])
  t.same(linesOf(data), ['notes note 0 Consumer 1 start'])
  t.match(fieldsOf(data, 0), [[-1, '', 'line', '[ 1561228921.433 ]: Consumer 1 start']])
})

t.test('a damaged event is told', async t => {
  const data = build([HEADER, { ...LISTENING, parts: [Buffer.from('0800', 'hex')] } as CaptureRow])
  t.match(data.strings[data.entries.fault[0] as number], 'expected 4 bytes of value here')
})

t.test('100,000 rows are all there', async t => {
  const data = build(manyRows(100_000))
  t.equal(data.entries.at.length, 99_999)
  t.equal(data.strokes.length, 49_999)
  t.same(data.remarks, [])
})

t.test('what is beyond the limit is thinned, and that is said', async t => {
  const data = build(manyRows(5000), { entriesMax: 1000 })
  t.ok(data.entries.at.length <= 1000 && data.entries.at.length > 400)
  t.match(data.remarks, [/^thinned: \d+ of 4999 entries are shown: .* one of 8, all of the rest/])
  t.equal(linesOf(data)[0]?.startsWith('producer event'), true, 'what is rare stays')
  t.same(data.counts, ['4 consumers', '2499 messages', '1 monitor event'], 'counts are of all')
})

t.test('hundreds of lanes share the last', async t => {
  const rows = Array.from({ length: 300 }, (_, at) => message(at, `consumer-${at}`, 'x'))
  const data = build([HEADER, ...rows])
  t.equal(data.lanes.length, 201)
  t.equal(data.lanes.at(-1), 'all further ones')
  t.same(data.counts, ['300 consumers', '300 messages'], 'those without a lane are counted, too')
})
