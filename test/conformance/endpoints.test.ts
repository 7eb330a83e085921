// Endpoints that crash, hang or no longer work: what the suite says of them, and that it ends.
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { SocketTypeName } from '../../lib/engine.js'
import type { Mode } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { selectCases } from '../../lib/conformance/select.js'
import { runSuite, type SuiteSettings } from '../../lib/conformance/suite.js'
import { reference } from './mutants/reference.js'
import { type DriverSettings, DriverTestee } from '../../lib/conformance/testee-driver.js'

t.setTimeout(300_000)

const DRIVER = fileURLToPath(new URL('mutants/driver.js', import.meta.url))

interface Wanted extends Partial<SuiteSettings> {
  readonly only: readonly string[]
  readonly driver?: Partial<DriverSettings>
}

/** Runs cases as a PULL against the reference endpoint with these words. */
async function run(words: string, { only, driver, ...settings }: Wanted) {
  const said: string[] = []
  const suite = await runSuite({
    cases: selectCases(CASES, only, []),
    sockets: ['PULL'],
    modes: ['bind', 'connect'] satisfies Mode[],
    async testee() {
      const command = `"${process.execPath}" "${DRIVER}" {endpoint} {mode} {socket} {mechanism} ${words}`
      const testee = new DriverTestee({ command, chatter: text => said.push(text), ...driver })
      await testee.start('PULL', 'NULL')
      return testee
    },
    ...settings,
  })
  const outcomes = suite.results.map(({ id, mode, verdict, runs }) => [
    `${id} ${mode}`,
    verdict,
    ...runs.map(({ outcome }) => outcome),
  ])
  return { suite, outcomes, said }
}

t.test('one that a case kills is never OK, though it ends the link in dying', async t => {
  // The fault of conn/20.5: it dies where it should only close. What dies behind a FIN still counts.
  const { suite, outcomes } = await run('conn/20.5 crash', { only: ['null/5.24', 'null/5.22'] })
  t.strictSame(outcomes, [
    ['null/5.22 bind', 'FAIL', 'ended'],
    ['null/5.24 bind', 'FAIL', 'ended'],
    ['null/5.22 connect', 'FAIL', 'ended'],
    ['null/5.24 connect', 'FAIL', 'ended'],
  ])
  t.ok(suite.restarts >= 4)
})

t.test('a sweep over one that dies says so, and how far it came', async t => {
  const { suite } = await run('greeting/2.16 crash', { only: ['robust/21.1'], modes: ['connect'] })
  const [result] = suite.results
  t.match(result, { verdict: 'FAIL', restarts: Number, runs: [{ outcome: 'ended' }] })
  t.match(result?.runs[0]?.sweep, { ended: 1 })
})

t.test('a driver that does not answer is killed, and the run goes on', async t => {
  for (const word of ['mute-close', 'mute-open']) {
    const start = performance.now()
    const { suite, said } = await run(word, {
      only: ['greeting/1.1', 'greeting/1.2'],
      modes: ['bind'],
      driver: { answerMs: 300 },
    })
    t.ok(performance.now() - start < 20_000, word)
    t.match(said.join('\n'), new RegExp(`did not answer ${word.slice(5)}, and was killed`))
    if (word === 'mute-open') t.match(suite.unreachable, /cannot open PULL/)
    else
      t.strictSame(
        suite.results.map(({ verdict }) => verdict),
        ['FAIL', 'FAIL'],
      )
  }
})

t.test('a socket that the endpoint has not is UNIMPLEMENTED, and the run goes on', async t => {
  const { outcomes } = await run('binds-only', { only: ['greeting/1.1'] })
  t.strictSame(outcomes, [
    ['greeting/1.1 bind', 'OK', 'kept'],
    ['greeting/1.1 connect', 'UNIMPLEMENTED', 'unsupported: it only binds'],
  ])
})

t.test('a signal ends the case that runs; what is done is the result', async t => {
  for (const words of ['', 'mute-close']) {
    const stop = new AbortController()
    const start = performance.now()
    const { suite } = await run(words, {
      only: ['greeting/1.1', 'conn/20.11'],
      modes: ['bind'],
      isSlow: true,
      driver: { signal: stop.signal },
      signal: stop.signal,
      starting: ({ subject }) => {
        if (subject.id === 'conn/20.11' || words !== '') setTimeout(() => stop.abort(), 300)
      },
    })
    t.ok(performance.now() - start < 15_000)
    t.strictSame(
      suite.results.map(({ id }) => id),
      words === '' ? ['greeting/1.1'] : [],
    )
  }
})

t.test('a process that was spoiled by one case is not held against the others', async t => {
  const { suite, outcomes } = await run('conn/20.5 spoil', {
    only: ['greeting/1.1', 'null/5.3', 'null/5.22', 'framing/8.1', 'conn/20.4', 'conn/20.5'],
    modes: ['bind'],
  })
  t.strictSame(
    outcomes.map(([id, verdict]) => `${id} ${verdict}`),
    [
      'greeting/1.1 bind OK',
      'null/5.3 bind OK',
      'null/5.22 bind FAIL',
      'framing/8.1 bind OK',
      'conn/20.4 bind OK',
      'conn/20.5 bind FAIL',
    ],
  )
  t.equal(suite.renewals, 2, 'each failure was tried again in a new process')
  t.equal(suite.restarts, 0)
})

/** What becomes of the greetings of old peers. */
async function old(...names: readonly string[]): Promise<string[]> {
  const suite = await runSuite({
    cases: selectCases(CASES, ['version/3.5', 'version/3.6', 'version/3.7'], []),
    sockets: ['PULL'],
    modes: ['bind', 'connect'],
    testee: async () => reference('old', { has: ['greets-at-once', ...names] }),
  })
  return suite.results.map(({ verdict, runs }) => `${verdict} ${runs[0]?.outcome}`)
}

t.test('one that greets at once and then closes on an old version is right', async t => {
  t.strictSame(
    await old('refuses-old'),
    Array.from({ length: 6 }, (_, at) => (at % 3 === 2 ? 'INFO closed' : 'OK closed')),
  )
  t.strictSame(
    await old('hangs-on-downgrade'),
    Array.from({ length: 6 }, (_, at) => (at % 3 === 2 ? 'INFO silent' : 'FAIL silent')),
    'silence has a word of its own',
  )
  t.strictSame((await old('two-is-three', 'refuses-old')).slice(0, 3), [
    'OK closed',
    'FAIL silent',
    'INFO closed',
  ])
})

t.test('a sweep takes some numbers only where each link has to be waited for', async t => {
  const suite = await runSuite({
    cases: selectCases(CASES, ['robust/21.3'], []),
    sockets: ['PULL'],
    modes: ['bind'],
    testee: async () =>
      reference('slow', { has: ['stays-open-after-fin', 'never-greets'], takes: () => true }),
  })
  const { sweep = {} } = suite.results[0]?.runs[0] ?? {}
  const tried = Object.values(sweep).reduce((sum, count) => sum + count, 0)
  t.ok(tried > 20 && tried < 40, String(tried))
})

t.test('a sweep against one that takes no links any more ends after a few numbers', async t => {
  const start = performance.now()
  const { suite } = await run('conn/20.5 spoil', { only: ['robust/21.4'], modes: ['bind'] })
  t.match(suite.results[0], { verdict: 'FAIL', runs: [{ outcome: 'not-joined' }] })
  t.ok(performance.now() - start < 90_000)
})

/** Verdicts and outcomes on the reference endpoint with these habits, which no RFC forbids. */
async function judged(
  only: readonly string[],
  habits: readonly string[],
  socket: SocketTypeName = 'PULL',
  mode: Mode = 'bind',
): Promise<string[]> {
  const suite = await runSuite({
    cases: selectCases(CASES, only, []),
    sockets: [socket],
    modes: [mode],
    patience: 2,
    testee: async () => reference('habits', { has: habits }),
  })
  return suite.results.map(
    ({ id, verdict, runs }) =>
      `${id} ${verdict} ${[...new Set(runs.map(({ outcome }) => outcome))].join()}`,
  )
}

t.test('who refuses a peer and leaves the link open is right, where to close is a MAY', async t => {
  const only = ['greeting/2.5', 'null/5.11', 'null/5.15', 'null/5.20', 'null/5.22']
  t.strictSame(await judged([...only, 'metadata/7.3', 'metadata/7.4'], ['ignores-refused']), [
    'greeting/2.5 INFO works',
    'null/5.11 OK ignored',
    'null/5.15 OK ignored',
    'null/5.20 INFO ignored',
    'null/5.22 OK ignored',
    'metadata/7.3 OK ignored',
    'metadata/7.4 OK ignored',
  ])
})

t.test('that a connecting endpoint takes messages early is a rule of its own', async t => {
  const only = ['null/5.6', 'metadata/7.7', 'queue/22.1']
  t.strictSame(await judged(only, ['no-queue'], 'PUSH', 'connect'), [
    'null/5.6 OK kept',
    'metadata/7.7 OK kept',
    'queue/22.1 FAIL not-taken',
  ])
})

t.test('habits that are not those of libzmq', async t => {
  t.strictSame(await judged(['pull/16.1'], ['turns-of-128']), ['pull/16.1 OK kept'])
  t.strictSame(await judged(['heartbeat/10.7'], ['pongs-backwards']), ['heartbeat/10.7 OK kept'])
  t.strictSame(await judged(['heartbeat/10.16'], ['pings-when-idle']), ['heartbeat/10.16 OK kept'])
  t.strictSame(await judged(['heartbeat/10.16'], ['pings-when-idle', 'ttl-ignores-traffic']), [
    'heartbeat/10.16 FAIL closed',
  ])
  t.match(await judged(['null/5.33'], ['says-300']), [/null\/5\.33 OK/])
})
