// Many runs of the article in a row, each checked in full: nothing lost, nothing twice, in round-robin
// order, one Quit each, every event there. Usage: node dist/test/soak/run-200.js [runs] [words for `run`].
import { type Ending, runToEnd } from '../support/program.js'

const CONSUMERS = 4
const TIMES = 40

/** A run takes a second; one that takes this long hangs. */
const LIMIT_MS = 60_000

/** What every run's monitor must have said: no more, no less. */
const EVENTS = {
  ACCEPTED: 4,
  CLOSED: 1,
  DISCONNECTED: 4,
  HANDSHAKE_SUCCEEDED: 4,
  LISTENING: 1,
  MONITOR_STOPPED: 1,
}

interface RunResult {
  readonly consumers: readonly {
    readonly received: readonly string[]
    readonly quits: number
    readonly exitCode: number
  }[]
  readonly sent: number
  readonly quits: number
  readonly events: Readonly<Record<string, number>>
  readonly missing: readonly string[]
  readonly outcome: string
}

function runOnce(words: readonly string[]): Promise<Ending> {
  const quick = ['--times', String(TIMES), '--interval', '0', '--work', '0', '--json']
  return runToEnd(['run', ...quick, ...words], LIMIT_MS)
}

/** Everything that is wrong with a run. */
function faultsOf({ code, stdout, stderr }: Ending): string[] {
  if (code !== 0) return [`exit code ${code}: ${stderr}`]
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RunResult
  const faults: string[] = []
  const expect = (what: string, actual: unknown, wanted: unknown): void => {
    const [got, want] = [JSON.stringify(actual), JSON.stringify(wanted)]
    if (got !== want) faults.push(`${what}: ${got}, not ${want}`)
  }
  expect('outcome', result.outcome, 'stopped')
  expect('sent', result.sent, TIMES)
  expect('Quits', result.quits, CONSUMERS)
  expect('missing', result.missing, [])
  expect('events', Object.fromEntries(Object.entries(result.events).toSorted()), EVENTS)
  expect('consumers', result.consumers.length, CONSUMERS)
  const firsts = new Set<number>()
  for (const { received, quits, exitCode } of result.consumers) {
    expect('Quits of a consumer', quits, 1)
    expect('exit code of a consumer', exitCode, 0)
    // Round robin: a consumer that had message i has i + 4 next, and all four begin differently.
    const first = Number(received[0]?.slice(-3))
    firsts.add(first)
    const share = Array.from({ length: TIMES / CONSUMERS }, (_, turn) => first + turn * CONSUMERS)
    expect(
      'messages of a consumer',
      received,
      share.map(index => `Data-000-${String(index).padStart(3, '0')}`),
    )
  }
  expect('first messages', [...firsts].toSorted(), [0, 1, 2, 3])
  return faults
}

const [runsText = '200', ...words] = process.argv.slice(2)
const runs = Number(runsText)
const startedAt = performance.now()
let bad = 0
for (let index = 1; index <= runs; index++) {
  const faults = faultsOf(await runOnce(words))
  if (faults.length === 0) continue
  bad++
  console.log(`run ${index}:\n  ${faults.join('\n  ')}`)
}
const seconds = (performance.now() - startedAt) / 1000
console.log(`${runs - bad} of ${runs} runs without a fault in ${seconds.toFixed(1)} s`)
process.exitCode = bad === 0 ? 0 : 1
