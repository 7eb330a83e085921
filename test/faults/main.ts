// Fault runs with real processes: node dist/test/faults/main.js [runs] [name]. Every scenario, or those whose
// name has these words in it, so many times, 50 if nothing is said; the exit code is 1 if one run did not
// end as specified.
import { runOnce, SCENARIOS } from './scenarios.js'

const runs = Number(process.argv[2] ?? 50)
let failures = 0
const wanted = process.argv[3] ?? ''
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (!name.includes(wanted)) continue
  const startedAt = performance.now()
  const wrongs: string[] = []
  for (let run = 0; run < runs; run++) {
    const found = await runOnce(scenario)
    if (found.length > 0) wrongs.push(`run ${run + 1}: ${found.join('; ')}`)
  }
  failures += wrongs.length
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${name}: ${runs - wrongs.length} of ${runs} as specified, ${seconds} s\n`)
  for (const wrong of wrongs) process.stdout.write(`  ${wrong}\n`)
}
process.exitCode = failures === 0 ? 0 : 1
