// The search over fault schedules: npm run search -- faults --schedules 100000 --seed 1
// Shared among workers, each with a seed of its own: `seed`, `seed` + 1, …
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { searchFaults } from './search.js'

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
  },
})
const [count, seed, workers] = [values.schedules, values.seed, values.workers].map(Number) as [
  number,
  number,
  number,
]

async function work(): Promise<void> {
  const started = performance.now()
  const found = await searchFaults(count, seed)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (found === undefined) {
    console.log(`${count} schedules from seed ${seed}: nothing broke, ${seconds} s`)
    return
  }
  const { schedule, broke, tried } = found
  console.log(`schedule ${tried} of seed ${seed} breaks: ${broke}`)
  console.log(JSON.stringify(schedule.sockets))
  for (const step of schedule.steps) console.log(`  ${JSON.stringify(step)}`)
  process.exitCode = 1
}

function share(index: number): Promise<void> {
  const words = ['--schedules', String(Math.ceil(count / workers)), '--seed', String(seed + index)]
  const child = fork(fileURLToPath(import.meta.url), [...words, '--workers', '1'])
  return new Promise(resolve => {
    child.once('exit', code => {
      if (code !== 0) process.exitCode = 1
      resolve()
    })
  })
}

if (workers === 1) await work()
else await Promise.all(Array.from({ length: workers }, (_, index) => share(index)))
