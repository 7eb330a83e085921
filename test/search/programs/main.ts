// The search over random programs: node dist/test/search/programs/main.js --family request --programs 5000 --seed 1
import { parseArgs } from 'node:util'
import { FAMILIES, type Family } from './patterns.js'
import { printProgram } from './program.js'
import { ProgramSearch, tableOf } from './search.js'

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    family: { type: 'string', default: 'pipeline' },
    shrink: { type: 'string', default: '5' },
  },
})

if (!Object.hasOwn(FAMILIES, values.family)) {
  throw new Error(
    `--family ${values.family}: it must be one of ${Object.keys(FAMILIES).join(', ')}`,
  )
}

const started = performance.now()
const [programs, seed, shrink] = [values.programs, values.seed, values.shrink].map(Number) as [
  number,
  number,
  number,
]
const search = new ProgramSearch(values.family as Family)
const seeds = Array.from({ length: programs }, (_, index) => seed + index)
const found = await search.run(seeds, (at, difference) => {
  console.log(`seed ${at}: differs (${difference.program.calls.length} calls)`)
})
const shrunk = await Promise.all(
  found.map((each, index) => (index < shrink ? search.shrink(each) : each)),
)
search.close()
for (const difference of shrunk.toSorted(
  (a, b) => a.program.calls.length - b.program.calls.length,
)) {
  console.log(`\n${tableOf(difference)}\n\n${printProgram(difference.program, 50)}`)
}
for (const [at, words] of search.aborted) console.log(`seed ${at}: libzmq aborts (${words})`)
for (const [reason, those] of search.explained) {
  console.log(`${those.length} × explained: ${reason} (seeds ${those.toSorted().join(' ')})`)
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(
  `${programs} ${values.family === 'pipeline' ? '' : `${values.family} `}programs from seed ${seed}: ` +
    `${found.length} differences, ${search.aborted.size} aborted by libzmq, ${seconds} s`,
)
process.exitCode = found.length === 0 ? 0 : 1
