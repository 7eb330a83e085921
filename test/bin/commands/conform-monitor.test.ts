// The command over captures: what it prints, and how it ends.
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { main } from '../../../bin/main.js'
import { encodeRow } from '../../../lib/capture/format.js'
import { readCapture } from '../../../lib/capture/player.js'
import { FakeProcess } from '../../support/fake-process.js'

const fixture = (name: string): string => join('fixtures', 'monitor', `${name}.msgpack`)

async function conformMonitor(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['conform-monitor', ...args], host)
  return { code, out: host.out, err: host.err }
}

/** A capture of libzmq without one of its rows. */
async function without(t: Test, name: string, index: number): Promise<string> {
  const { rows } = await readCapture(fixture(name))
  const bytes = Buffer.concat(rows.toSpliced(index, 1).map(encodeRow))
  return join(t.testdir({ 'broken.msgpack': bytes }), 'broken.msgpack')
}

t.test('legal captures', async t => {
  const { code, out, err } = await conformMonitor(fixture('article.v1'), fixture('article.v2'))
  t.equal(code, 0)
  t.equal(out.split('\n').filter(line => line.startsWith('legal ')).length, 6)
  t.match(err, '34 events of 6 monitors in 2 files: every order is legal')
})

t.test('an illegal one: row, event, rule, what was allowed', async t => {
  const file = await without(t, 'article.v2', 1)
  const { code, out, err } = await conformMonitor(file)
  t.equal(code, 1)
  t.match(out, /ILLEGAL .*"producer", version 2: event \d of 8, row \d+\n {9}\w+, /)
  t.match(out, /allowed here: .*LISTENING of a new descriptor/)
  t.match(err, '1 illegal')
})

t.test('for machines', async t => {
  const file = await without(t, 'article.v2', 1)
  const { code, out } = await conformMonitor('--json', file)
  t.equal(code, 1)
  const found = out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { socket: string; verdict: string })
  t.match(found, [
    { file, socket: 'producer', version: 2, events: 8, verdict: 'illegal', illegal: { number: 1 } },
    { socket: 'consumer-1', verdict: 'legal' },
    { socket: 'consumer-2', verdict: 'legal' },
  ])
})

t.test('masks', async t => {
  const masked = fixture('masked.v2')
  t.match(await conformMonitor(masked), { code: 0, out: /some events only/ })
  t.match(await conformMonitor('--mask', '0x1400', masked), { code: 0 })
  const names = 'HANDSHAKE_SUCCEEDED,MONITOR_STOPPED'
  t.match(await conformMonitor('--mask', names, masked), { code: 0 })
  t.match(await conformMonitor('--mask', '0x1ffff', masked), { code: 1, out: /no connection at/ })
  t.match(await conformMonitor('--mask', '0x400', masked), { code: 1, out: /mask excludes/ })
  t.match(await conformMonitor('--mask', 'READY', masked), { code: 2, err: /--mask.*LISTENING/ })
  t.match(await conformMonitor('--mask', '0x20000', masked), { code: 2, err: /0x1ffff/ })
})

t.test('a monitor that came late', async t => {
  const file = await without(t, 'article.v2', 1)
  t.match(await conformMonitor('--late', file), { code: 0 })
})

t.test('files that are none', async t => {
  const folder = t.testdir({ 'text.msgpack': 'no capture at all' })
  const text = join(folder, 'text.msgpack')
  t.match(await conformMonitor(text), { code: 1, err: /no capture/ })
  t.match(await conformMonitor(text), { err: /in 0 files: nothing to judge; 1 file not read\n$/ })
  t.match(await conformMonitor(join(folder, 'missing')), { code: 2, err: /ENOENT/ })
  const both = await conformMonitor(join(folder, 'missing'), fixture('bind-tcp.v1'))
  t.match(both, {
    code: 2,
    out: /^legal /,
    err: /in 1 file: every order is legal; 1 file not read\n$/,
  })
  t.match(await conformMonitor(), { code: 2, err: /file/ })
})

t.test('a torn capture is judged as far as it goes, one without events is said to be', async t => {
  const { rows } = await readCapture(fixture('article.v2'))
  const bytes = Buffer.concat(rows.map(encodeRow))
  const header = encodeRow(rows[0] as (typeof rows)[number])
  const folder = t.testdir({ torn: bytes.subarray(0, -20), empty: Buffer.from(header) })
  t.match(await conformMonitor(join(folder, 'torn')), { code: 0, err: /torn/ })
  t.match(await conformMonitor(join(folder, 'empty')), {
    code: 0,
    err: /no monitor events[^]*nothing to judge\n$/,
  })
})
