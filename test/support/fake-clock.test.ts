import t from 'tap'
import { delay } from '../../lib/clock.js'
import { FakeClock } from './fake-clock.js'

t.test('fires in order of time, then of setting, each at its own moment', async t => {
  const clock = new FakeClock(1000)
  const fired: [string, number][] = []
  const note = (name: string) => () => void fired.push([name, clock.now()])
  clock.after(20, note('late'))
  clock.after(10, note('first'))
  clock.after(10, note('second'))
  clock.after(5, () => clock.after(10, note('nested')))
  clock.after(21, note('never'))
  clock.advance(20)
  t.same(fired, [
    ['first', 1010],
    ['second', 1010],
    ['nested', 1015],
    ['late', 1020],
  ])
  t.equal(clock.now(), 1020)
  t.equal(clock.epochMs(), 1020)
  t.equal(clock.pending, 1)
})

t.test('a cancelled timer does not fire; cancelling one that fired does nothing', async t => {
  const clock = new FakeClock()
  let count = 0
  const cancelled = clock.after(1, () => count++)
  const fires = clock.after(1, () => count++)
  cancelled.cancel()
  clock.advance(1)
  fires.cancel()
  t.equal(count, 1)
  t.equal(clock.pending, 0)
})

t.test('polls before each alarm, which may take it back', t => {
  const clock = new FakeClock()
  const log: string[] = []
  clock.after(5, () => log.push('first'))
  const second = clock.after(6, () => log.push('second'))
  clock.poll = () => {
    log.push(`poll at ${clock.now()}`)
    if (clock.now() === 6) second.cancel()
  }
  clock.advance(10)
  t.strictSame(log, ['poll at 5', 'first', 'poll at 6'])
  t.end()
})

t.test("drives the library's own delay", async t => {
  const clock = new FakeClock()
  let isDone = false
  const done = delay(clock, 50).then(() => (isDone = true))
  clock.advance(49)
  await Promise.resolve()
  t.equal(isDone, false)
  clock.advance(1)
  await done
  t.equal(isDone, true)
})
