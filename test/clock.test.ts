import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import t from 'tap'
import { delay, keepProcessAlive, systemClock } from '../lib/clock.js'
import { FakeClock } from './support/fake-clock.js'

t.test('the system clock', async t => {
  const before = systemClock.now()
  await new Promise<void>(resolve => {
    systemClock.after(5, resolve)
    const release = keepProcessAlive()
    systemClock.after(5, release)
  })
  // libuv's clock has whole milliseconds, and may be another one behind.
  t.ok(systemClock.now() - before >= 3)
  t.ok(Math.abs(systemClock.epochMs() - Date.now()) < 1000)
  const timer = systemClock.after(2 ** 40, () => t.fail('cut to the longest there is'))
  timer.cancel()
  timer.cancel()
})

t.test('what lies in the kernel when a timer is due is read before it wakes', async t => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1')
  const [[accepted]] = (await Promise.all([
    once(server, 'connection'),
    once(client, 'connect'),
  ])) as [[net.Socket], unknown]
  const log: string[] = []
  await new Promise<void>(resolve => {
    accepted.on('data', chunk => {
      log.push(String(chunk))
      taken.cancel()
    })
    systemClock.after(5, () => {
      log.push('woken')
      resolve()
    })
    const taken = systemClock.after(5, () => t.fail('what was read took it back'))
    client.write('said in time')
    const end = performance.now() + 30
    while (performance.now() < end);
  })
  t.strictSame(log, ['said in time', 'woken'])
  accepted.destroy()
  client.destroy()
  server.close()
})

t.test('delay: after its time, or when it is aborted', async t => {
  const clock = new FakeClock()
  const controller = new AbortController()
  const aborted = delay(clock, 50, controller.signal)
  controller.abort(new Error('enough'))
  await t.rejects(aborted, { message: 'enough' })
  t.equal(clock.pending, 0, 'no timer is left')
  await t.rejects(delay(clock, 50, controller.signal), { message: 'enough' })
  const done = delay(clock, 50, new AbortController().signal)
  clock.advance(50)
  await done
})

t.test('timers hold no process, keepProcessAlive does, until the last release', async t => {
  const { href } = new URL('../lib/clock.js', import.meta.url)
  const run = (body: string): string =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `import * as c from ${JSON.stringify(href)}\n${body}`],
      { encoding: 'utf8', timeout: 60_000 },
    ).stdout
  t.equal(run(`c.systemClock.after(600_000, () => console.log('fired'))`), '')
  t.equal(
    run(`
      const first = c.keepProcessAlive(), second = c.keepProcessAlive()
      first(); first()
      setTimeout(() => { console.log('still here'); second() }, 20).unref()`),
    'still here\n',
  )
})
