import t from 'tap'
import { CaptureDecoder } from '../../lib/capture/decoder.js'
import type { CaptureRow } from '../../lib/capture/format.js'
import { everySplit, feedByteByByte, hex } from '../support/bytes.js'
import { CAPTURE_BYTES, plain, ROWS, ROWS_HEX } from '../support/capture-rows.js'

function drain(decoder: CaptureDecoder): CaptureRow[] {
  const rows: CaptureRow[] = []
  for (let row = decoder.next(); row !== undefined; row = decoder.next()) rows.push(row)
  return rows
}

const HEADER = hex(ROWS_HEX[0] as string)

/** Reads the first row of these bytes when called. */
function firstOf(bytes: Buffer): () => CaptureRow | undefined {
  const decoder = new CaptureDecoder()
  decoder.push(bytes)
  return () => decoder.next()
}

t.test('a whole file at once', async t => {
  const decoder = new CaptureDecoder()
  decoder.push(CAPTURE_BYTES)
  t.same(plain(drain(decoder)), plain(ROWS))
  t.equal(decoder.offset, CAPTURE_BYTES.length)
  t.equal(decoder.pending, 0)
  t.equal(decoder.header?.source, 'vector')
})

t.test('a byte at a time', async t => {
  const decoder = new CaptureDecoder()
  const rows: CaptureRow[] = []
  feedByteByByte(CAPTURE_BYTES, chunk => {
    decoder.push(chunk)
    rows.push(...drain(decoder))
  })
  t.same(plain(rows), plain(ROWS))
})

t.test('cut in two everywhere; each row comes as soon as it is there', async t => {
  const ends: number[] = []
  for (const row of ROWS_HEX) ends.push((ends.at(-1) ?? 0) + hex(row).length)
  for (const [first, second] of everySplit(CAPTURE_BYTES)) {
    const decoder = new CaptureDecoder()
    decoder.push(first)
    const before = drain(decoder)
    const expected = ends.filter(end => end <= first.length).length
    if (before.length !== expected) t.fail(`${before.length} rows, not ${expected}`)
    const torn = first.length - (ends[expected - 1] ?? 0)
    if (decoder.pending !== torn) t.fail(`${decoder.pending} bytes pending, not ${torn}`)
    decoder.push(second)
    if (before.length + drain(decoder).length !== ROWS.length) t.fail('rows are missing')
  }
  t.pass('all splits')
})

t.test('rows outlive the chunks and the decoder', async t => {
  const decoder = new CaptureDecoder()
  const chunk = Buffer.from(CAPTURE_BYTES)
  decoder.push(chunk)
  const rows = drain(decoder)
  chunk.fill(0xee)
  decoder.push(Buffer.alloc(4096, 0xee).fill(0xc0))
  t.same(plain(rows), plain(ROWS))
})

t.test('unknown kinds are left out and counted', async t => {
  const decoder = new CaptureDecoder()
  decoder.push(Buffer.concat([HEADER, hex('81 a4 "kind" a5 "dream"'), hex(ROWS_HEX[8] as string)]))
  t.same(
    drain(decoder).map(({ kind }) => kind),
    ['header', 'note'],
  )
  t.equal(decoder.skipped, 1)
})

t.test('the first row must be a header of a known version', async t => {
  t.throws(firstOf(hex(ROWS_HEX[1] as string)), { code: 'ERR_CAPTURE_HEADER', offset: 0 })
  t.throws(firstOf(hex('81 a4 "kind" a5 "dream"')), { code: 'ERR_CAPTURE_HEADER' })
  const newer = Buffer.from(HEADER)
  const at = newer.indexOf('version') + 'version'.length
  newer[at] = 2
  t.throws(firstOf(newer), { code: 'ERR_CAPTURE_VERSION', message: /version 2 .* 1 to 1/ })
  newer[at] = 0
  t.throws(firstOf(newer), { code: 'ERR_CAPTURE_VERSION' })
})

t.test('errors say where in the file', async t => {
  const decoder = new CaptureDecoder()
  decoder.push(Buffer.concat([HEADER, hex('82 a4 "kind" c1')]))
  t.equal(decoder.next()?.kind, 'header')
  t.throws(() => decoder.next(), { code: 'ERR_CAPTURE_STRUCTURE', offset: HEADER.length + 6 })
})

t.test('a row that announces more than a reader holds is refused at once', async t => {
  const decoder = new CaptureDecoder()
  decoder.push(Buffer.concat([HEADER, hex('82 a4 "kind" c6 04000001')]))
  decoder.next()
  t.throws(() => decoder.next(), { code: 'ERR_CAPTURE_ROW_SIZE', offset: HEADER.length })
})

t.test(
  'what is announced is not allocated, and a large row in small chunks costs no square',
  async t => {
    const decoder = new CaptureDecoder()
    decoder.push(HEADER)
    decoder.next()
    const size = 16 * 1024 * 1024
    const before = process.memoryUsage().arrayBuffers
    const head = hex(
      '85 a4 "kind" a4 "wire" a2 "at" 02 aa "connection" a1 "c" a4 "from" a7 "binding"',
    )
    decoder.push(Buffer.concat([head, hex('a5 "bytes" c6 01000000')]))
    t.equal(decoder.next(), undefined)
    t.ok(process.memoryUsage().arrayBuffers - before < size / 2)
    const chunk = Buffer.alloc(4096, 7)
    let row: CaptureRow | undefined
    for (let sent = 0; sent < size; sent += chunk.length) {
      if (row !== undefined) t.fail(`a row after ${sent} bytes`)
      decoder.push(chunk)
      row = decoder.next()
    }
    t.equal(row?.kind === 'wire' && row.bytes.length, size)
  },
)
