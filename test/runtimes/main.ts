// Tries every runtime and writes docs/runtimes.md. Usage: npm run test:runtimes -- [--smoke | --suite] [name …]
// --smoke: Bun and Deno, the probe alone, and nothing is written. --suite: test files, too. A name is the beginning of one: `"Node 2"`, `Deno`.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as prettier from 'prettier'
import { markdownTable } from '../support/doc-sections.js'
import type { Row } from './probe.js'
import { commandOf, EXCEPTIONS, RUNTIMES, type Runtime } from './runtimes.js'

const PAGE = 'docs/runtimes.md'
const PARTS = ['socket', 'monitor', 'gate', 'bindSync'] as const

/** The part of the test suite that each Node is given; the others cannot run the test runner. */
const SUITE = [
  'transport',
  'monitor',
  'gate/machine',
  'gate/run',
  'socket',
  'socket/threads',
  'socket/v5',
  'socket/zeromq-js',
].flatMap(folder =>
  readdirSync(join('dist/test', folder))
    .filter(name => name.endsWith('.test.js'))
    .map(name => join('dist/test', folder, name)),
)

const LIMIT_MS = 180_000

/** Runs a program in a runtime. */
function run(runtime: Runtime, ...args: string[]): { isFine: boolean; output: string } {
  const [file, ...first] = commandOf(runtime)
  const { status, stdout, stderr } = spawnSync(file, [...first, ...args], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    maxBuffer: 1 << 28,
  })
  return { isFine: status === 0, output: stdout + (status === 0 ? '' : stderr) }
}

/** What a runtime does other than it is written down. */
function surprises({ name }: Runtime, rows: readonly Row[]): string[] {
  return rows.flatMap(row => {
    const { transport, part, verdict, detail = '' } = row
    const exception = EXCEPTIONS.find(
      one => one.runtimes.test(name) && one.transport.test(transport) && one.part === part,
    )
    const isAsSaid =
      exception === undefined
        ? (verdict === 'passed' && detail === '') || verdict === 'none'
        : verdict === exception.verdict && exception.detail.test(detail)
    return isAsSaid ? [] : [`${name}, ${transport}, ${part}: ${verdict} ${detail}`]
  })
}

function cell(runtime: Runtime, rows: readonly Row[], transport: string, part: string): string {
  const row = rows.find(one => one.transport === transport && one.part === part)
  if (row === undefined) return ''
  if (row.verdict === 'none') return row.detail ?? ''
  const exception = EXCEPTIONS.find(
    one => one.runtimes.test(runtime.name) && one.transport.test(transport) && one.part === part,
  )
  const code = row.verdict === 'refused' ? ` (${(row.detail ?? '').split(' ')[0]})` : ''
  return `${row.verdict}${code}${exception === undefined ? '' : `: ${exception.reason}`}`
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    smoke: { type: 'boolean', default: false },
    suite: { type: 'boolean', default: false },
  },
})
const wanted = RUNTIMES.filter(({ name }) =>
  values.smoke
    ? !name.startsWith('Node')
    : positionals.length === 0 || positionals.some(start => name.startsWith(start)),
)
const found: string[] = []
const cells: string[][] = []
const runs: string[][] = []
for (const runtime of wanted) {
  const { isFine, output } = run(runtime, 'dist/test/runtimes/probe.js')
  if (!isFine) found.push(`${runtime.name}: the probe does not end\n${output}`)
  const rows = output
    .split('\n')
    .flatMap(line => (line.startsWith('{') ? [JSON.parse(line) as Row] : []))
  found.push(...surprises(runtime, rows))
  console.log(
    `${runtime.name}: ${rows.filter(({ verdict }) => verdict === 'passed').length} of ${rows.length} passed`,
  )
  for (const transport of new Set(rows.map(row => row.transport)))
    cells.push([
      runtime.name,
      transport,
      ...PARTS.map(part => cell(runtime, rows, transport, part)),
    ])
  if (values.smoke) continue
  const article = run(runtime, 'dist/bin/rawzmq.js', 'run')
  if (!article.isFine) found.push(`${runtime.name}: the article's run\n${article.output}`)
  runs.push([runtime.name, article.isFine ? 'passed' : 'failed'])
  if (!values.suite) continue
  const suite = runtime.name.startsWith('Node') ? SUITE : []
  const failed = suite.filter(file => !run(runtime, file).isFine)
  for (const file of failed) found.push(`${runtime.name}: ${file}`)
  console.log(
    `${runtime.name}: ${suite.length - failed.length} of ${suite.length} test files passed`,
  )
}
for (const each of found) console.error(each)
if (wanted.length === RUNTIMES.length) {
  const table = markdownTable(['runtime', 'transport', ...PARTS], cells)
  const whole = markdownTable(['runtime', 'the run of the article, `rawzmq run`'], runs)
  const start = readFileSync(PAGE, 'utf8').split('<!-- made by')[0]
  const text = `${start}<!-- made by npm run test:runtimes -->\n\n${table}\n\n${whole}\n`
  const options = await prettier.resolveConfig(PAGE)
  writeFileSync(PAGE, await prettier.format(text, { ...options, filepath: PAGE }))
}
process.exitCode = found.length === 0 ? 0 : 1
