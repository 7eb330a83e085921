// Whole runs of the suite in a row against implementations whose drivers are built (npm run drivers): each must find the
// same verdicts, and where there is a list of the expected deviations these and no others.
// Usage: node dist/test/conformance/run-10.js [runs] [names of drivers/registry.json]
import { existsSync } from 'node:fs'
import { isOurs, titleOf } from '../../bin/conform/all.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import {
  chosen,
  type Implementation,
  implementations,
  isBuilt,
  startCommand,
} from '../../lib/conformance/drivers/registry.js'
import { placeOf, unpublishedIn } from '../../lib/conformance/report/record.js'
import { countsLine } from '../../lib/conformance/report/text.js'
import type { SuiteResult } from '../../lib/conformance/result.js'
import { type Ending, runToEnd } from '../support/program.js'

/** A run takes one or two minutes; on a starved machine more. */
const LIMIT_MS = 1_200_000

/** Those that do not take all random octets of robust/21.3 alike: each run has these. */
const SEEDS: Readonly<Record<string, number>> = { 'jeromq-0.3.6': 1 }

function runOnce(implementation: Implementation, run: number): Promise<Ending> {
  const { name } = implementation
  // No verdict on these is published for others, so none is on their lists: the suite leaves them out.
  const skip = isOurs(implementation) ? [] : ['--skip', unpublishedIn(CASES).join(',')]
  const list = `test/conformance/expected/${name}.txt`
  const words = ['--exec', startCommand(implementation), '--strict', ...skip]
  if (existsSync(list)) words.push('--xfail', list)
  const rest = ['--seed', String(SEEDS[name] ?? run), '--jobs', '6', '--format', 'json']
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

/** One line for each verdict that is another than in the first run. */
function changesIn(first: SuiteResult, { results }: SuiteResult): string[] {
  return results.flatMap((result, at) => {
    const before = first.results[at]?.verdict
    return before === result.verdict
      ? []
      : [`${placeOf(result)} ${result.id}: ${before} in run 1, now ${result.verdict}`]
  })
}

const words = process.argv.slice(2)
const runs = Number(words.find(word => /^\d+$/.test(word)) ?? '10')
const names = words.filter(word => !/^\d+$/.test(word))
const wanted = chosen('run-10', implementations(), names.length > 0 ? names : undefined)
let bad = 0
for (const implementation of wanted.filter(isBuilt)) {
  const title = titleOf(implementation)
  const hasList = existsSync(`test/conformance/expected/${implementation.name}.txt`)
  let first: SuiteResult | undefined
  let good = 0
  for (let index = 1; index <= runs; index++) {
    const ending = await runOnce(implementation, index)
    if (ending.stdout === '') throw new Error(`${title}: no result: ${ending.stderr}`)
    const result = JSON.parse(ending.stdout) as SuiteResult
    first ??= result
    const faults = [...(hasList ? faultsOf(result, ending) : []), ...changesIn(first, result)]
    if (faults.length === 0) good++
    const { ms, restarts, retries, results } = result
    const seconds = (ms / 1000).toFixed(0)
    const extras = `restarts ${restarts}, retries ${retries}`
    console.log(`${title} run ${index}: ${seconds} s, ${countsLine(results)}, ${extras}`)
    for (const fault of faults) console.log(`  ${fault}`)
  }
  const what = hasList ? 'found what is expected and nothing else' : 'had the verdicts of the first'
  console.log(`${title}: ${good} of ${runs} runs ${what}`)
  bad += runs - good
}
process.exitCode = bad === 0 ? 0 : 1
