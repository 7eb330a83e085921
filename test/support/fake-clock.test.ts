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
