// Who may import whom. Reads the imports of every file (types count too) and fails on a wrong
// direction, on a cycle, and on a module that brings the outside world in where it does not belong.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import t from 'tap'

/** Folders of lib/ and what each may import beside itself. `base` is lib's own files. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  zmtp: ['base'],
  monitor: ['base'],
  transport: ['base', 'zmtp'],
  socket: ['base', 'zmtp', 'monitor', 'transport'],
  native: ['base', 'monitor'],
  capture: ['base'],
  gate: ['base', 'monitor'],
  raw: ['base'],
  compare: ['base', 'monitor', 'raw'],
  conformance: ['base', 'monitor', 'capture', 'raw'],
  dissect: ['base', 'zmtp', 'monitor', 'capture'],
  report: ['base', 'zmtp', 'monitor', 'capture', 'dissect'],
}

/** Files that only put public names together may import everything. */
const PUBLIC = /^lib\/(index|[a-z]+\/index)\.ts$/

/** Modules that reach out of the process, and where that is the job. */
const OUTSIDE =
  /^node:(net|fs|fs\/promises|dns|child_process|timers|timers\/promises|http|tls|worker_threads)$/
const MAY_REACH_OUT =
  /^(bin|bench|test)\/|^lib\/(clock|shared-memory|transport\/[a-z-]+|socket\/accept-filter|capture\/(recorder|player)|native\/[a-z-]+|raw\/link|compare\/(places|peer-process)|conformance\/(launch|[a-z-]*driver[a-z-]*|drivers\/[a-z-]+))\.ts$/

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
  })

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'/gms)].map(
    ([, name]) => name as string,
  )

const resolved = (file: string, name: string): string =>
  normalize(join(dirname(file), name)).replace(/\.js$/, '.ts')

const roomOf = (file: string): string => {
  const [, room, ...rest] = file.split(sep)
  return rest.length === 0 ? 'base' : (room as string)
}

const files = ['lib', 'bin'].flatMap(sources)
const graph = new Map(
  files.map(file => [
    file,
    importsOf(file)
      .filter(name => name.startsWith('.'))
      .map(name => resolved(file, name)),
  ]),
)

t.test('imports go down the layers only', async t => {
  t.ok(graph.size > 80, 'the sources were found')
  for (const [file, imports] of graph) {
    if (PUBLIC.test(file) || file.startsWith('bin')) continue
    const room = roomOf(file)
    const allowed = MAY_IMPORT[room]
    if (allowed === undefined) {
      t.fail(`${file}: the folder ${room} is in no layer; add it to the table`)
      continue
    }
    for (const target of imports) {
      const isFine =
        target.startsWith('lib') && (roomOf(target) === room || allowed.includes(roomOf(target)))
      if (!isFine) t.fail(`${file} must not import ${target}`)
    }
  }
})

t.test('nothing imports itself in a ring', async t => {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      t.fail(`a ring: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`)
      return
    }
    if (done.has(file)) return
    for (const target of graph.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  t.equal(done.size >= graph.size, true, 'every file was visited')
})

t.test('the outside world comes in at few places', async t => {
  for (const file of files) {
    if (MAY_REACH_OUT.test(file)) continue
    const reaching = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => /^(import|export) (?!type)/.test(line))
      .map(line => /from '([^']+)'/.exec(line)?.[1] ?? '')
      .filter(name => OUTSIDE.test(name))
    t.same(reaching, [], `${file} imports nothing that reaches out`)
  }
})

t.test('time and chance are handed in', async t => {
  for (const file of files.filter(name => name.startsWith('lib'))) {
    if (
      /^lib\/(clock|shared-memory|socket\/context-core|native\/(pump|waiting)|raw\/link|conformance\/testee-driver)\.ts$/.test(
        file,
      )
    )
      continue
    const text = readFileSync(file, 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, '')
    t.notMatch(text, /\b(Date\.now|Math\.random|setTimeout|setInterval)\b|\bnew Date\(\)/, file)
  }
})
