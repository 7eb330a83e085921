// A run that goes wrong is done again only if the machine stood still, or if it hangs on the endpoint's timers,
// three times at most, and says so.
import t from 'tap'
import { type Clock, systemClock } from '../../lib/clock.js'
import type { Case } from '../../lib/conformance/case.js'
import { Renewal } from '../../lib/conformance/renewal.js'
import { runCase } from '../../lib/conformance/run-case.js'
import type { Setup, Testee, TesteeListener, TesteeSocket } from '../../lib/conformance/testee.js'
import { reference } from './mutants/reference.js'

const SUBJECT: Case = {
  id: 'test/1.1',
  number: 1,
  title: 'the greeting comes',
  reference: 'none',
  level: 'MUST',
  runs: [{ fresh: false, steps: [{ link: 'a' }, { send: '<G>' }, { await: [{ octets: 64 }] }] }],
}

/** An endpoint that never greets the first so many times. */
class SlowStarter implements Testee {
  readonly name = 'slow starter'
  readonly isFresh = true
  readonly restarts = 0
  readonly #mute = reference('mute', { has: ['stalls-at-eleven', 'never-greets'] })
  readonly #good = reference('good')
  readonly capabilities = this.#good.capabilities
  readonly #bad: number
  opened = 0

  constructor(bad: number) {
    this.#bad = bad
  }

  get isMute(): boolean {
    return this.opened <= this.#bad
  }

  async open(setup: Setup, listener: TesteeListener): Promise<TesteeSocket> {
    this.opened++
    return (this.isMute ? this.#mute : this.#good).open(setup, listener)
  }

  async close(): Promise<void> {
    await Promise.all([this.#mute.close(), this.#good.close()])
  }
}

/**
 * A clock of its own time, so that how busy this machine really is does not matter: it goes on when a timer
 * is due, and so many ms further. What a mute endpoint is waited for passes quickly.
 */
function lateClock(lateMs: number, testee: SlowStarter): Clock {
  let now = 0
  return {
    now: () => now,
    epochMs: () => now,
    after(ms, work) {
      return systemClock.after(testee.isMute ? 1 : 30_000, () => {
        now += ms + lateMs
        work()
      })
    },
  }
}

async function run(bad: number, lateMs: number, subject = SUBJECT) {
  const testee = new SlowStarter(bad)
  const result = await runCase(
    { subject, socket: 'PULL', mode: 'bind' },
    {
      testee,
      clock: lateClock(lateMs, testee),
      dialect: 'libzmq',
      seed: 1,
      patience: 1,
      listenAt: undefined,
      keepsTranscripts: false,
      renewal: new Renewal(),
      breach: () => {},
    },
  )
  await testee.close()
  return { verdict: result.verdict, retries: result.runs[0]?.retries, opened: testee.opened }
}

t.test('a machine that keeps time: the first verdict stands', async t => {
  t.strictSame(await run(1, 0), { verdict: 'FAIL', retries: undefined, opened: 1 })
})

t.test('a machine that stands still: done again, and counted', async t => {
  t.strictSame(await run(2, 1000), { verdict: 'OK', retries: 2, opened: 3 })
})

t.test('three times at most', async t => {
  t.strictSame(await run(9, 1000), { verdict: 'FAIL', retries: 3, opened: 4 })
})

t.test('a case that hangs on timers: done again on any machine', async t => {
  const timed: Case = { ...SUBJECT, timed: true }
  t.strictSame(await run(1, 0, timed), { verdict: 'OK', retries: 1, opened: 2 })
  t.strictSame(await run(9, 0, timed), { verdict: 'FAIL', retries: 3, opened: 4 })
})

t.test('what is well at once is not done again', async t => {
  t.strictSame(await run(0, 1000), { verdict: 'OK', retries: undefined, opened: 1 })
})
