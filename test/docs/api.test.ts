// docs/api.md names everything each entry of the package exports, types too, with the first sentence of its
// doc comment. Names and kinds are compared; RAWZMQ_WRITE_DOCS=1 writes the page anew.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { firstColumn, markdownTable, readPage, sectionOf } from '../support/doc-sections.js'
import { ENTRIES, type PublicName } from '../support/public-names.js'

const KINDS = ['class', 'function', 'value', 'type'] as const

const listOf = (names: readonly PublicName[]): string =>
  markdownTable(
    ['name', 'kind', 'meaning'],
    KINDS.flatMap(kind => names.filter(one => one.kind === kind)).map(
      ({ name, kind, sentence }) => [`\`${name}\``, kind, sentence.replaceAll(/[<>]/g, '')],
    ),
  )

const sections = Object.fromEntries(ENTRIES.map(({ entry, names }) => [entry, listOf(names)]))
const page = await readPage('docs/api.md', sections)

for (const { entry, names } of ENTRIES) {
  t.test(`${entry}: every name is there, and no other`, async t => {
    const rows = firstColumn(sectionOf(page, entry) ?? '')
    t.same(rows, firstColumn(sections[entry] ?? ''), 'RAWZMQ_WRITE_DOCS=1 writes it anew')
    for (const { name, sentence } of names) t.ok(sentence, `${name} has a doc comment`)
  })
}

for (const { entry, compiled } of ENTRIES) {
  t.test(`${entry}: what can be imported is in the list`, async t => {
    const listed = new Set(firstColumn(sectionOf(page, entry) ?? ''))
    const imported = Object.keys((await import(compiled)) as object).filter(
      name => name !== 'default' && name !== 'module.exports',
    )
    t.ok(imported.length > 0)
    for (const name of imported) t.ok(listed.has(`\`${name}\``), name)
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

const settings = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>

t.test(
  'npm run docs writes to a folder that the build does not: the lessons outlive it',
  async t => {
    const { out } = settings('docs/typedoc.json')
    const { include, compilerOptions } = settings('tsconfig.json')
    const { outDir } = compilerOptions as { outDir: string }
    const target = join('docs', String(out))
    t.equal(dirname(target), outDir)
    for (const source of include as string[]) {
      const built = join(outDir, source)
      t.notOk(`${built}/`.startsWith(`${target}/`) || `${target}/`.startsWith(`${built}/`), source)
    }
  },
)
