// What only becomes an input of a run, what ends it and is thrown, and what comes too late to be either.
import t from 'tap'
import { systemError, UsageError } from '../../../lib/errors.js'
import { RunGuard } from '../../../lib/gate/run/run-guard.js'
import { later } from '../../support/later.js'

function world() {
  const log: string[] = []
  const guard = new RunGuard({
    failed: ({ during, code, message }) => void log.push(`${during}: ${code}, ${message}`),
    stopping: () => void log.push(`stopping, over: ${guard.isOver}`),
  })
  return { guard, log }
}

const fault = (): never => {
  throw systemError('EADDRINUSE')
}

t.test('what fails of our own is an input, and the run goes on', async t => {
  const { guard, log } = world()
  t.equal(await guard.attempt('bind', fault), false)
  t.equal(await guard.attempt('bind', async () => fault()), false)
  t.equal(await guard.attempt('bind', () => {}), true)
  guard.spawn('send', fault)
  const slow = later<undefined>()
  guard.spawn('run', () => slow.promise)
  slow.reject(new Error('later'))
  await slow.promise.catch(() => {})
  const line = 'EADDRINUSE, Address already in use'
  t.strictSame(log, [`bind: ${line}`, `bind: ${line}`, `send: ${line}`, 'run: ERR_UNKNOWN, later'])
  t.equal(guard.isOver, false)
  guard.rethrow()
})

t.test('what can be done at once is done at once', async t => {
  let isDone = false
  world().guard.spawn('send', () => void (isDone = true))
  t.equal(isDone, true)
})

t.test('what the user’s code throws ends the run, and the first of it is thrown by it', async t => {
  const first = new Error('first')
  const throwFirst = (): never => {
    throw first
  }
  for (const call of [
    async (guard: RunGuard) => guard.ask(throwFirst),
    (guard: RunGuard) => guard.askFor(async () => throwFirst()),
  ]) {
    const { guard, log } = world()
    t.equal(
      guard.ask(() => 7),
      7,
    )
    t.equal(await guard.askFor(async () => 8), 8)
    t.equal(await call(guard), undefined)
    t.strictSame(log, ['stopping, over: false'])
    await guard.over
    t.equal(guard.isOver, true)
    t.throws(() => guard.rethrow(), first)
  }
})

t.test('wrong usage that the engine finds does, too', async t => {
  const { guard, log } = world()
  guard.failed('bind', new UsageError('no such option'))
  t.strictSame(log, ['stopping, over: false'])
  t.throws(() => guard.rethrow(), { code: 'ERR_USAGE' })
})

t.test('once it is over nothing counts; it is over once', async t => {
  const { guard, log } = world()
  t.equal(guard.signal.aborted, false)
  guard.stop()
  guard.stop()
  await guard.over
  t.equal(guard.signal.aborted, true)
  guard.failed('read', systemError('EBADF'))
  guard.failed('read', new UsageError('late'))
  guard.ask(fault)
  await guard.askFor(async () => fault())
  t.strictSame(log, ['stopping, over: false'])
  guard.rethrow()
})
