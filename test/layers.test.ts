// The rules of the house. Reads every import of every file (of types and import() too) and fails on a wrong
// direction, on a ring, and on a module that brings the outside world in where it does not belong; on a file
// that is too long; and on a public name that nobody needs.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { ENTRIES } from './support/public-names.js'

const LINES_MAX = 350

/** Folders of lib/ and what each may import beside itself. `base` is lib's own files. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  zmtp: ['base'],
  monitor: ['base'],
  transport: ['base', 'zmtp'],
  socket: ['base', 'zmtp', 'monitor', 'transport'],
  browser: ['base', 'zmtp', 'transport', 'socket'],
  native: ['base', 'monitor'],
  capture: ['base'],
  gate: ['base', 'monitor'],
  raw: ['base'],
  compare: ['base', 'monitor', 'raw'],
  conformance: ['base', 'monitor', 'capture', 'raw'],
  dissect: ['base', 'zmtp', 'monitor', 'capture'],
  replay: ['base', 'zmtp', 'monitor', 'capture', 'gate'],
  report: ['base', 'zmtp', 'monitor', 'capture', 'dissect'],
}

/** Files that only put public names together may import everything. */
const PUBLIC = /^lib\/([a-z]+\/)?(index|names)\.ts$/

/** Modules that reach out of the process, and where that is the job. */
const OUTSIDE =
  /^node:(net|dgram|fs|fs\/promises|dns|child_process|timers|timers\/promises|http|tls|worker_threads)$/
const MAY_REACH_OUT =
  /^(bin|bench|test)\/|^lib\/(clock|say-aloud|shared-memory|transport\/[a-z-]+|socket\/links\/accept-filter|socket\/security\/key-(log|folder)|socket\/threads\/[a-z-]+|capture\/(recorder|player)|native\/[a-z-]+|raw\/link|compare\/(places|peer-process)|conformance\/(launch|[a-z-]*driver[a-z-]*|drivers\/[a-z-]+))\.ts$/

/** Public names that neither another file nor a page needs, and why they are public all the same. */
const PUBLIC_ALL_THE_SAME: Readonly<Record<string, string>> = {
  getMonitorEventV2: 'the manual of zmq_socket_monitor has it under this name',
  decodeReady: 'a protocol is read in both directions',
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path, ending) : path.endsWith(ending) ? [path] : []
  })

interface Import {
  /** The module as it is written; undefined if it is computed. */
  readonly module: string | undefined
  /** True if nothing is left of it when the program runs. */
  readonly isType: boolean
  readonly names: readonly string[]
}

/** Every import of a file: declarations, `export … from`, `import()`, and `import('…')` in types. */
function importsOf(file: string): Import[] {
  const found: Import[] = []
  const take = (module: ts.Node | undefined, isType: boolean, names: readonly string[]): void => {
    const isKnown = module !== undefined && ts.isStringLiteralLike(module)
    found.push({ module: isKnown ? module.text : undefined, isType, names })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const { namedBindings, isTypeOnly = false } = node.importClause ?? {}
      take(node.moduleSpecifier, isTypeOnly, namesIn(namedBindings))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      take(node.moduleSpecifier, node.isTypeOnly, namesIn(node.exportClause))
    } else if (ts.isImportTypeNode(node)) {
      take(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true, [])
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      take(node.arguments[0], false, namesTaken(node))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

/** The names between the braces, as their own file calls them. */
function namesIn(braces: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
  if (braces === undefined || !('elements' in braces)) return []
  return braces.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
}

/** What is taken from `await import(…)`: `const { a } = …` or `(…).a`. */
function namesTaken(call: ts.CallExpression): string[] {
  let around: ts.Node = call.parent
  while (ts.isAwaitExpression(around) || ts.isParenthesizedExpression(around))
    around = around.parent
  if (ts.isPropertyAccessExpression(around)) return [around.name.text]
  if (!ts.isVariableDeclaration(around) || !ts.isObjectBindingPattern(around.name)) return []
  return around.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText())
}

const resolved = (file: string, name: string): string =>
  normalize(join(dirname(file), name)).replace(/\.js$/, '.ts')

const roomOf = (file: string): string => {
  const [, room, ...rest] = file.split(sep)
  return rest.length === 0 ? 'base' : (room as string)
}

const files = ['lib', 'bin'].flatMap(folder => filesIn(folder, '.ts'))
const imports = new Map(files.map(file => [file, importsOf(file)]))
const graph = new Map(
  files.map(file => [
    file,
    (imports.get(file) ?? []).flatMap(({ module }) =>
      module?.startsWith('.') === true ? [resolved(file, module)] : [],
    ),
  ]),
)

t.test('the imports of every kind are read', async t => {
  t.ok(graph.size > 80, 'the sources were found')
  const all = [...imports.values()].flat()
  t.same(
    [...imports].flatMap(([file, list]) =>
      list.flatMap(({ module }) => (module === undefined ? [file] : [])),
    ),
    ['bin/zap-check/zap-check.ts'],
    'no module is computed, but the one that a user names',
  )
  t.ok(all.some(({ isType }) => isType))
  t.ok(graph.get('bin/commands/index.ts')?.includes('bin/commands/run.ts'), 'import() is read')
  t.ok(
    [...graph.values()].flat().every(target => graph.has(target)),
    'each leads to a file that is there',
  )
})

t.test('imports go down the layers only', async t => {
  for (const [file, targets] of graph) {
    if (PUBLIC.test(file) || file.startsWith('bin')) continue
    const room = roomOf(file)
    const allowed = MAY_IMPORT[room]
    if (allowed === undefined) {
      t.fail(`${file}: the folder ${room} is in no layer; add it to the table`)
      continue
    }
    for (const target of targets) {
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
    const reaching = (imports.get(file) ?? [])
      .filter(({ module, isType }) => !isType && OUTSIDE.test(module ?? ''))
      .map(({ module }) => module)
    t.same(reaching, [], `${file} imports nothing that reaches out`)
  }
})

t.test('time and chance are handed in', async t => {
  for (const file of files.filter(name => name.startsWith('lib'))) {
    if (
      /^lib\/(clock|shared-memory|socket\/context-core|native\/(poller|waiting)|raw\/link|conformance\/testee-driver)\.ts$/.test(
        file,
      )
    )
      continue
    const text = readFileSync(file, 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, '')
    t.notMatch(text, /\b(Date\.now|Math\.random|setTimeout|setInterval)\b|\bnew Date\(\)/, file)
  }
})

t.test(`no file is longer than ${LINES_MAX} lines`, async t => {
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n').length - 1
    if (lines > LINES_MAX) t.fail(`${file} has ${lines} lines`)
  }
})

t.test('what is public is needed by another file, a page, or another public name', async t => {
  const used = new Set(
    [...imports].flatMap(([file, list]) =>
      PUBLIC.test(file) ? [] : list.flatMap(({ names }) => names),
    ),
  )
  const pages = ['README.md', ...filesIn('docs', '.md')].filter(page => page !== 'docs/api.md')
  const code = pages.flatMap(
    page => readFileSync(page, 'utf8').match(/```[^]*?```|`[^`\n]+`/g) ?? [],
  )
  const thrown = files.flatMap(file => readFileSync(file, 'utf8').match(/@throws .*/g) ?? [])
  const theirs = filesIn('node_modules/zeromq/lib', '.d.ts').map(file => readFileSync(file, 'utf8'))
  const said = new Set([...code, ...thrown, ...theirs].join('\n').match(/\w+/g))
  const without = ENTRIES.flatMap(({ names }) =>
    names
      .filter(
        ({ name, own, text }) =>
          !used.has(own) &&
          !said.has(name) &&
          !names.some(other => other.text !== text && new RegExp(`\\b${own}\\b`).test(other.text)),
      )
      .map(({ name }) => name),
  )
  t.same([...new Set(without)].toSorted(), Object.keys(PUBLIC_ALL_THE_SAME).toSorted())
})
