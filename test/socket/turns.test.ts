import t from 'tap'
import { Turns } from '../../lib/socket/turns.js'
import { FakeClock } from '../support/fake-clock.js'

/** Operations until one must wait, `msEach` apart. */
function spendAll(turns: Turns, clock: FakeClock, msEach: number): number {
  for (let count = 1; count <= 10_000; count++) {
    if (turns.spend()) return count
    clock.advance(msEach)
  }
  return Infinity
}

t.test('512 operations, then a turn, then 512 more', async t => {
  const turns = new Turns(new FakeClock())
  for (let round = 0; round < 3; round++) {
    let hasTurned = false
    setImmediate(() => (hasTurned = true))
    t.equal(spendAll(turns, new FakeClock(), 0), 512)
    t.equal(turns.isUsedUp, true)
    t.equal(turns.spend(), true, 'and each after it')
    await turns.next()
    t.equal(hasTurned, true, 'the event loop has turned')
    t.equal(turns.isUsedUp, false)
  }
})

t.test('more after eight quick turns, and half as many after a long one', async t => {
  const clock = new FakeClock()
  const turns = new Turns(clock)
  const count = async (msEach: number): Promise<number> => {
    const operations = spendAll(turns, clock, msEach)
    await turns.next()
    return operations
  }
  for (let turn = 0; turn < 8; turn++) t.equal(await count(0.001), 512)
  const counts: number[] = []
  for (const msEach of [0, 0, 0, 0, 0.0001, 0.0005, 0.001, 0.002, 0.001]) {
    counts.push(await count(msEach))
  }
  t.strictSame(counts, [1024, 2048, 4096, 4096, 4096, 4096, 4096, 2048, 1024])
  for (let turn = 0; turn < 5; turn++) await count(0)
  t.equal(await count(0), 1024, 'and only after eight again')
})

t.test('who waits for a turn waits for the same one', async t => {
  const turns = new Turns(new FakeClock())
  spendAll(turns, new FakeClock(), 0)
  t.equal(turns.next(), turns.next())
  await turns.next()
})

t.test('time: a turn with 0.5 ms of work for each operation lasts 10 ms at the most', async t => {
  const clock = new FakeClock()
  const turns = new Turns(clock)
  for (let round = 0; round < 5; round++) {
    const start = clock.now()
    spendAll(turns, clock, 0.5)
    t.ok(clock.now() - start <= 10, `round ${round}: ${clock.now() - start} ms`)
    await turns.next()
  }
})

t.test('work that begins to be slow after quick operations is noticed', async t => {
  const clock = new FakeClock()
  const turns = new Turns(clock)
  spendAll(turns, clock, 0)
  await turns.next()
  t.ok(spendAll(turns, clock, 20) <= 32)
  await turns.next()
  t.ok(spendAll(turns, clock, 20) <= 2)
})

t.test('a turn of the event loop by itself begins the count and the time anew', async t => {
  const clock = new FakeClock()
  const turns = new Turns(clock)
  for (let round = 0; round < 5; round++) {
    for (let count = 0; count < 500; count++) if (turns.spend()) t.fail(`waits after ${count}`)
    clock.advance(1000)
    await new Promise(setImmediate)
  }
  for (let round = 0; round < 100; round++) {
    t.equal(turns.spend(), false)
    await new Promise(setImmediate)
    clock.advance(1000)
  }
})
