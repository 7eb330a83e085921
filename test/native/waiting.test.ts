import t from 'tap'
import { Waiting } from '../../lib/native/waiting.js'

t.test('operations are done in order, up to the first that still has to wait', async t => {
  const waiting = new Waiting()
  t.equal(waiting.isEmpty, true)
  const results = ['a', undefined]
  const first = waiting.add(() => results.shift(), -1)
  const second = waiting.add(() => results.shift(), -1)
  waiting.attend()
  t.equal(await first, 'a')
  t.equal(waiting.isEmpty, false)
  results.push('b')
  waiting.attend()
  t.equal(await second, 'b')
  t.equal(waiting.isEmpty, true)
})

t.test('what has come while the thread was busy counts, though the time is over', async t => {
  const waiting = new Waiting()
  const results: string[] = []
  const first = waiting.add(() => results.shift(), 1)
  const second = waiting.add(() => results.shift(), 1)
  results.push('came in time')
  const until = performance.now() + 5
  while (performance.now() < until);
  t.equal(await first, 'came in time')
  await t.rejects(second, { code: 'EAGAIN' })
})

t.test('one that throws has failed; the next has its turn', async t => {
  const waiting = new Waiting()
  const first = waiting.add(() => {
    throw new Error('refused')
  }, -1)
  const second = waiting.add(() => 2, -1)
  first.catch(() => {})
  waiting.attend()
  await t.rejects(first, { message: 'refused' })
  t.equal(await second, 2)
})

t.test('a timeout takes one out of the middle with EAGAIN', async t => {
  const waiting = new Waiting()
  let isReady = false
  const operation = (): string | undefined => (isReady ? 'done' : undefined)
  const patient = waiting.add(operation, -1)
  const hasty = waiting.add(operation, 1)
  const last = waiting.add(operation, 600_000)
  await t.rejects(hasty, { code: 'EAGAIN' })
  isReady = true
  waiting.attend()
  t.same(await Promise.all([patient, last]), ['done', 'done'])
})

t.test('all can be rejected, and then nothing waits', async t => {
  const waiting = new Waiting()
  const operations = [waiting.add(() => undefined, -1), waiting.add(() => undefined, 600_000)]
  waiting.rejectAll(new Error('closed'))
  for (const operation of operations) await t.rejects(operation, { message: 'closed' })
  t.equal(waiting.isEmpty, true)
})
