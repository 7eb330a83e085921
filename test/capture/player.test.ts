import { Readable } from 'node:stream'
import { join } from 'node:path'
import t from 'tap'
import { CapturePlayer, readCapture } from '../../lib/capture/player.js'
import { hex } from '../support/bytes.js'
import { CAPTURE_BYTES, plain, ROWS, ROWS_HEX } from '../support/capture-rows.js'

const chunks = (...pieces: readonly Uint8Array[]): Readable => Readable.from(pieces)

t.test('row by row', async t => {
  const player = new CapturePlayer(
    chunks(CAPTURE_BYTES.subarray(0, 300), CAPTURE_BYTES.subarray(300)),
  )
  t.equal(player.header, undefined)
  t.equal(player.ending, undefined)
  const rows = []
  for await (const row of player) {
    rows.push(row)
    t.equal(player.header?.source, 'vector')
  }
  t.same(plain(rows), plain(ROWS))
  t.match(player.ending, { kind: 'closed', row: { rows: 9 } })
  t.equal(player.skipped, 0)
})

t.test('from a file', async t => {
  const folder = t.testdir({ 'a.msgpack': CAPTURE_BYTES })
  t.same(plain((await readCapture(join(folder, 'a.msgpack'))).rows), plain(ROWS))
})

t.test('cut off anywhere: the rows before the cut, and how much of the next is there', async t => {
  const ends: number[] = []
  for (const row of ROWS_HEX) ends.push((ends.at(-1) ?? 0) + hex(row).length)
  for (let cut = ends[0] as number; cut < CAPTURE_BYTES.length; cut++) {
    const { rows, ending } = await readCapture(chunks(CAPTURE_BYTES.subarray(0, cut)))
    const whole = ends.filter(end => end <= cut)
    if (rows.length !== whole.length) t.fail(`${rows.length} rows at ${cut}`)
    const offset = whole.at(-1) ?? 0
    const expected =
      cut === offset ? { kind: 'open' } : { kind: 'torn', offset, bytes: cut - offset }
    if (JSON.stringify(ending) !== JSON.stringify(expected)) t.same(ending, expected)
  }
  t.pass('every cut')
})

t.test('no header: empty, cut off in it, or something else', async t => {
  await t.rejects(readCapture(chunks()), { code: 'ERR_CAPTURE_HEADER', offset: 0 })
  await t.rejects(readCapture(chunks(CAPTURE_BYTES.subarray(0, 20))), {
    code: 'ERR_CAPTURE_HEADER',
  })
  await t.rejects(readCapture(chunks(Buffer.from('{"json": true}'))), {
    code: 'ERR_CAPTURE_HEADER',
  })
  await t.rejects(readCapture('/no/such/file'), { code: 'ENOENT' })
})
