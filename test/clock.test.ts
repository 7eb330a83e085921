import { spawnSync } from 'node:child_process'
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
