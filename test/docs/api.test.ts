// docs/api.md names everything each entry of the package exports, types too, with the first sentence of its
// doc comment. Names and kinds are compared; RAWZMQ_WRITE_DOCS=1 writes the page anew.
import { readFileSync } from 'node:fs'
import t from 'tap'
import ts from 'typescript'
import { firstColumn, markdownTable, readPage, sectionOf } from '../support/doc-sections.js'

interface Exported {
  readonly name: string
  readonly kind: string
  readonly sentence: string
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<
    Record<string, { readonly types: string; readonly default: string } | string>
  >
}

/** Entries of the package and the files they come from: `rawzmq/gate`, `lib/gate/index.ts`. */
const ENTRIES = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [
        {
          entry: path.replace(/^\./, 'rawzmq'),
          declarations: target.types.replace('./', ''),
          compiled: new URL(`../../../${target.default.replace('./', '')}`, import.meta.url).href,
        },
      ],
)

// The compiled declarations: they have the comments, and need neither the sources nor any library.
const program = ts.createProgram(
  ENTRIES.map(({ declarations }) => declarations),
  {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noLib: true,
    types: [],
  },
)
const checker = program.getTypeChecker()

function kindOf({ flags }: ts.Symbol): string {
  if ((flags & ts.SymbolFlags.Class) !== 0) return 'class'
  if ((flags & ts.SymbolFlags.Function) !== 0) return 'function'
  return (flags & ts.SymbolFlags.Variable) === 0 ? 'type' : 'value'
}

/** The first sentence, on one line. */
function sentenceOf(symbol: ts.Symbol): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker))
  const line = (text.split('\n\n')[0] as string).replaceAll(/\s+/g, ' ').trim()
  return /^.*?\.(?= [A-Z`(]|$)/.exec(line)?.[0] ?? line
}

function exportsOf(path: string): Exported[] {
  const file = program.getSourceFile(path)
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${path} exports nothing`)
  return checker
    .getExportsOfModule(module)
    .map(symbol => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
      const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol
      return { name: symbol.name, kind: kindOf(target), sentence: sentenceOf(target) }
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

const KINDS = ['class', 'function', 'value', 'type'] as const

const lists = ENTRIES.map(({ entry, declarations }) => ({
  entry,
  exported: exportsOf(declarations),
}))

const listOf = (exported: readonly Exported[]): string =>
  markdownTable(
    ['name', 'kind', 'meaning'],
    KINDS.flatMap(kind => exported.filter(one => one.kind === kind)).map(
      ({ name, kind, sentence }) => [`\`${name}\``, kind, sentence.replaceAll(/[<>]/g, '')],
    ),
  )

const sections = Object.fromEntries(lists.map(({ entry, exported }) => [entry, listOf(exported)]))
const page = await readPage('docs/api.md', sections)

for (const { entry, exported } of lists) {
  t.test(`${entry}: every name is there, and no other`, async t => {
    const rows = firstColumn(sectionOf(page, entry) ?? '')
    t.same(rows, firstColumn(sections[entry] ?? ''), 'RAWZMQ_WRITE_DOCS=1 writes it anew')
    for (const { name, sentence } of exported) t.ok(sentence, `${name} has a doc comment`)
  })
}

for (const { entry, compiled } of ENTRIES) {
  t.test(`${entry}: what can be imported is in the list`, async t => {
    const names = new Set(firstColumn(sectionOf(page, entry) ?? ''))
    const imported = Object.keys((await import(compiled)) as object)
    t.ok(imported.length > 0)
    for (const name of imported) t.ok(names.has(`\`${name}\``), name)
  })
}

t.test('the reference that typedoc makes has every entry', async t => {
  const text = readFileSync('docs/typedoc.json', 'utf8')
  const { entryPoints } = JSON.parse(text) as { readonly entryPoints: readonly string[] }
  const expected = ENTRIES.map(({ declarations }) =>
    declarations.replace('dist/', '../').replace(/\.d\.ts$/, '.ts'),
  )
  t.same(entryPoints.toSorted(), expected.toSorted())
})
