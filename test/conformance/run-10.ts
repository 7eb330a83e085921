// Whole runs of the suite in a row, each of which must find the deviations on the endpoint's list and no
// others. Usage: node dist/test/conformance/run-10.js [runs] [--record] [endpoints]
// --record keeps the verdicts of the last run in docs/conformance/, from where the published matrix comes.
import { writeFileSync } from 'node:fs'
import { packageVersion } from '../../bin/version.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { recordOf, unpublishedIn } from '../../lib/conformance/report/record.js'
import { countsLine } from '../../lib/conformance/report/text.js'
import type { SuiteResult } from '../../lib/conformance/result.js'
import { type Ending, runToEnd } from '../support/program.js'

const ARGUMENTS = '{endpoint} {mode} {socket} {mechanism}'

interface Endpoint {
  /** What published tables call it. */
  readonly title: string
  /** Words for `rawzmq conform`. */
  readonly words: readonly string[]
  /** If not said, each run has a seed of its own. */
  readonly seed?: number
}

/** By the name of the list in test/conformance/expected/. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  rawzmq: { title: `rawzmq ${packageVersion()}`, words: ['--engine', 'typescript'] },
  'libzmq-4.3.5': { title: 'libzmq 4.3.5', words: ['--engine', 'native'] },
  'libzmq-4.3.4': {
    title: 'libzmq 4.3.4',
    words: ['--exec', `/usr/bin/python3 drivers/pyzmq.py ${ARGUMENTS}`],
  },
  'jeromq-0.3.6': {
    title: 'JeroMQ 0.3.6',
    words: ['--exec', `java -cp /usr/share/java/jeromq.jar drivers/Jeromq.java ${ARGUMENTS}`],
    seed: 1,
  },
}

/** A run takes one or two minutes; on a starved machine more. */
const LIMIT_MS = 1_200_000

function runOnce(name: string, words: readonly string[], seed: number): Promise<Ending> {
  // No verdict on these is published for others, so none is on their lists: the suite leaves them out.
  const skip = name === 'rawzmq' ? [] : ['--skip', unpublishedIn(CASES).join(',')]
  const list = ['--strict', '--xfail', `test/conformance/expected/${name}.txt`]
  const rest = ['--seed', String(seed), '--jobs', '6', '--format', 'json', ...skip, ...list]
  return runToEnd(['conform', ...words, ...rest], LIMIT_MS)
}

/** One line for each result that was not to be expected. */
function faultsOf({ results }: SuiteResult, { code, stderr }: Ending): string[] {
  if (code === 0) return []
  const unexpected = results
    .filter(({ verdict, isExpected }) => /FAIL|NON/.test(verdict) && isExpected !== true)
    .map(({ id, socket, mode, verdict, note, runs }) => {
      const outcomes = runs.map(run => `${run.name ?? ''} ${run.outcome}`.trim()).join(', ')
      return `${socket} ${mode} ${id}: ${verdict}: ${note ?? outcomes}`
    })
  return [`exit code ${code}`, ...unexpected, ...(stderr.match(/^(unexpected|rawzmq:).*/gm) ?? [])]
}

const words = process.argv.slice(2)
const runs = Number(words.find(word => /^\d+$/.test(word)) ?? '10')
const names = words.filter(word => word in ENDPOINTS)
let bad = 0
for (const [name, { title, words: command, seed }] of Object.entries(ENDPOINTS)) {
  if (names.length > 0 && !names.includes(name)) continue
  let good = 0
  for (let index = 1; index <= runs; index++) {
    const ending = await runOnce(name, command, seed ?? index)
    if (ending.stdout === '') throw new Error(`${name}: no result: ${ending.stderr}`)
    const result = JSON.parse(ending.stdout) as SuiteResult
    const faults = faultsOf(result, ending)
    if (faults.length === 0) good++
    const { ms, restarts, retries, results } = result
    const seconds = (ms / 1000).toFixed(0)
    const extras = `restarts ${restarts}, retries ${retries}`
    console.log(`${title} run ${index}: ${seconds} s, ${countsLine(results)}, ${extras}`)
    for (const fault of faults) console.log(`  ${fault}`)
    if (index < runs || faults.length > 0 || !words.includes('--record')) continue
    const leftOut = name === 'rawzmq' ? [] : unpublishedIn(CASES)
    const text = JSON.stringify(recordOf({ ...result, endpoint: title }, leftOut), undefined, 2)
    writeFileSync(`docs/conformance/${name}.json`, `${text}\n`)
  }
  console.log(`${name}: ${good} of ${runs} runs found what is expected and nothing else`)
  bad += runs - good
}
process.exitCode = bad === 0 ? 0 : 1
