import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { endianness } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readCapture } from '../../lib/capture/player.js'
import { CaptureRecorder } from '../../lib/capture/recorder.js'
import { VALUES_MAX } from '../../lib/capture/structure.js'
import { plain, ROWS } from '../support/capture-rows.js'
import { FakeClock } from '../support/fake-clock.js'

const OPTIONS = { implementation: 'rawzmq', implementationVersion: '0.1.0', source: 'a test' }
const CONTENT = ROWS.slice(1, -1)

t.test('header, rows, end', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const clock = new FakeClock(1000)
  const recorder = new CaptureRecorder(path, { clock, ...OPTIONS })
  for (const row of CONTENT) recorder.write(row)
  clock.advance(50)
  const summary = recorder.close()
  t.same(recorder.close(), summary, 'twice is once')
  t.same(summary, {
    rows: CONTENT.length + 2,
    bytes: statSync(path).size,
    droppedRows: 0,
    droppedBytes: 0,
  })
  const { header, rows, ending } = await readCapture(path)
  t.same(header, {
    kind: 'header',
    at: 1000,
    format: 'rawzmq-capture',
    version: 1,
    epochMs: 1000,
    ...OPTIONS,
    platform: `${process.platform}-${process.arch}`,
    byteOrder: endianness(),
  })
  t.same(plain(rows.slice(1, -1)), plain(CONTENT))
  const end = { kind: 'end', at: 1050, rows: CONTENT.length + 1, droppedRows: 0, droppedBytes: 0 }
  t.same(ending, { kind: 'closed', row: end })
})

t.test('readable while it is written', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const recorder = new CaptureRecorder(path, { clock: new FakeClock(), ...OPTIONS })
  t.match(await readCapture(path), { rows: { length: 1 }, ending: { kind: 'open' } })
  for (const [index, row] of CONTENT.entries()) {
    recorder.write(row)
    t.match(await readCapture(path), { rows: { length: index + 2 }, ending: { kind: 'open' } })
    t.equal(recorder.bytes, statSync(path).size)
  }
  recorder.close()
})

t.test('an older file is replaced', async t => {
  const path = join(t.testdir({ 'a.msgpack': 'x'.repeat(10_000) }), 'a.msgpack')
  new CaptureRecorder(path, { clock: new FakeClock(), ...OPTIONS }).close()
  t.match(await readCapture(path), { rows: { length: 2 }, ending: { kind: 'closed' } })
})

t.test('the size limit: a whole prefix, the rest counted', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const clock = new FakeClock()
  const recorder = new CaptureRecorder(path, { clock, ...OPTIONS, sizeLimit: 1024 })
  const long = { kind: 'note', at: 1, text: 'x'.repeat(300) } as const
  const short = { kind: 'note', at: 2, text: '' } as const
  for (const row of [short, long, long, long, short, short]) recorder.write(row)
  const summary = recorder.close()
  t.ok(statSync(path).size <= 1024)
  t.equal(summary.bytes, statSync(path).size)
  const { rows, ending } = await readCapture(path)
  t.same(
    rows.map(({ kind, at }) => `${kind} ${at}`),
    ['header 0', 'note 2', 'note 1', 'note 1', 'end 0'],
    'nothing after the first row that did not fit, though it would',
  )
  const dropped = { droppedRows: 3, droppedBytes: 323 + 2 * 21 }
  t.match(ending, { kind: 'closed', row: { rows: 4, ...dropped } })
  t.match(summary, { rows: 5, ...dropped })
})

t.test('a limit with no room for a header is refused', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  for (const sizeLimit of [1023, Number.NaN, -1]) {
    const options = { clock: new FakeClock(), ...OPTIONS, sizeLimit }
    t.throws(() => new CaptureRecorder(path, options), { code: 'ERR_USAGE' })
  }
  t.notOk(existsSync(path))
})

t.test('a row that no reader would take is dropped', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const recorder = new CaptureRecorder(path, { clock: new FakeClock(), ...OPTIONS })
  const parts = Array<Uint8Array>(VALUES_MAX).fill(Buffer.alloc(0))
  recorder.write({ kind: 'message', at: 0, socket: 's', direction: 'sent', parts })
  recorder.write({ kind: 'note', at: 0, text: '' })
  t.match(recorder.close(), { rows: 2, droppedRows: 2 })
  t.match(await readCapture(path), { ending: { kind: 'closed', row: { droppedRows: 2 } } })
})

t.test('a file that cannot be opened', async t => {
  const path = join(t.testdir(), 'nowhere', 'a.msgpack')
  const options = { clock: new FakeClock(), ...OPTIONS }
  t.throws(() => new CaptureRecorder(path, options), { code: 'ENOENT', path })
})

t.test('a disk that is full', { skip: !existsSync('/dev/full') && 'no /dev/full' }, async t => {
  const options = { clock: new FakeClock(), ...OPTIONS }
  t.throws(() => new CaptureRecorder('/dev/full', options), {
    code: 'ENOSPC',
    message: /'\/dev\/full'$/,
  })
})

t.test('rows after the close are counted, not written', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const recorder = new CaptureRecorder(path, { clock: new FakeClock(), ...OPTIONS })
  recorder.close()
  const size = statSync(path).size
  recorder.write({ kind: 'note', at: 0, text: 'late' })
  t.equal(statSync(path).size, size)
})

t.test('what was written outlives a process that is killed', async t => {
  const path = join(t.testdir(), 'a.msgpack')
  const script = `
    import { CaptureRecorder } from './dist/lib/capture/index.js'
    import { systemClock } from './dist/lib/clock.js'
    const recorder = new CaptureRecorder(${JSON.stringify(path)}, {
      clock: systemClock, implementation: 'rawzmq', implementationVersion: '0', source: 'killed',
    })
    for (let at = 0; at < 100; at++) recorder.write({ kind: 'note', at, text: 'x' })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
  t.same(await once(child, 'exit'), [null, 'SIGKILL'])
  t.match(await readCapture(path), { rows: { length: 101 }, ending: { kind: 'open' } })
  t.ok(readFileSync(path).length > 100)
})
