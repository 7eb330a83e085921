// The search over random programs: node dist/test/search/programs/main.js --programs 5000 --seed 1
// Workers are processes of their own, so that libzmq's linger can be cut short at their end.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as ours from '../../../lib/index.js'
import type { ActedPackage } from './act.js'
import { FAMILIES, type Family } from './patterns.js'
import { printProgram } from './program.js'
import { type Difference, ProgramSearch, tableOf } from './search.js'

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    family: { type: 'string', default: 'pipeline' },
    workers: { type: 'string', default: '2' },
    shrink: { type: 'string', default: '5' },
    worker: { type: 'string' },
  },
})

interface Report {
  readonly found: readonly Difference[]
  readonly explained: readonly (readonly [string, number])[]
}

/** The first octet pair of a worker's loopback addresses. */
const FIRST_NETWORK = 90

/** Sockets of many programs at once, those that linger included. */
const SOCKETS_MAX = 8000

async function work(index: number): Promise<void> {
  const zeromq = await import('zeromq')
  for (const { context } of [zeromq, ours]) context.maxSockets = SOCKETS_MAX
  const native = zeromq as unknown as ActedPackage
  const search = new ProgramSearch(
    { native, ours: ours as unknown as ActedPackage },
    FIRST_NETWORK + index,
    values.family as Family,
  )
  const [programs, seed, workers] = [values.programs, values.seed, values.workers].map(Number) as [
    number,
    number,
    number,
  ]
  const seeds: number[] = []
  for (let at = seed + index; at < seed + programs; at += workers) seeds.push(at)
  const found = await search.run(seeds, (at, difference) => {
    console.log(`seed ${at}: differs (${difference.program.calls.length} calls)`)
  })
  const shrunk = await Promise.all(
    found.slice(0, Number(values.shrink)).map(difference => search.shrink(difference)),
  )
  search.close()
  const report: Report = {
    found: [...shrunk, ...found.slice(shrunk.length)],
    explained: [...search.explained],
  }
  process.send?.(report, () => process.kill(process.pid, 'SIGKILL'))
}

async function lead(): Promise<void> {
  const started = performance.now()
  const reports = await Promise.all(
    Array.from({ length: Number(values.workers) }, (_, index) => runWorker(index)),
  )
  const found = reports
    .flatMap(report => report.found)
    .toSorted((a, b) => a.program.calls.length - b.program.calls.length)
  for (const difference of found.slice(0, 2 * Number(values.shrink))) {
    console.log(`\n${tableOf(difference)}\n\n${printProgram(difference.program, 50)}`)
  }
  const explained = new Map<string, number>()
  for (const [reason, count] of reports.flatMap(report => report.explained)) {
    explained.set(reason, (explained.get(reason) ?? 0) + count)
  }
  for (const [reason, count] of explained) console.log(`${count} × explained: ${reason}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${values.programs} ${values.family === 'pipeline' ? '' : `${values.family} `}programs from seed ${values.seed}: ${found.length} differences, ${seconds} s`,
  )
  process.exitCode = found.length === 0 ? 0 : 1
}

function runWorker(index: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [
      ...process.argv.slice(2),
      '--worker',
      String(index),
    ])
    let report: Report | undefined
    child.once('message', message => (report = message as Report))
    child.once('exit', code => {
      if (report === undefined) reject(new Error(`worker ${index} ended with ${String(code)}`))
      else resolve(report)
    })
  })
}

if (!Object.hasOwn(FAMILIES, values.family)) {
  throw new Error(
    `--family ${values.family}: it must be one of ${Object.keys(FAMILIES).join(', ')}`,
  )
}

await (values.worker === undefined ? lead() : work(Number(values.worker)))
