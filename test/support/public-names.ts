// What each entry of the package exports, types too, read from the compiled declarations: they have the
// comments, and need neither the sources nor any library.
import ts from 'typescript'
import { entriesOf } from '../../build/package.js'

/** A name that an entry exports. */
export interface PublicName {
  readonly name: string
  /** The name that it has in its own file. */
  readonly own: string
  readonly kind: 'class' | 'function' | 'value' | 'type'
  /** The first sentence of its doc comment, on one line. */
  readonly sentence: string
  /** Its declarations, as text. */
  readonly text: string
}

/** An entry: `rawzmq/gate` comes from `dist/lib/gate/index.d.ts`. */
export interface PublicEntry {
  readonly entry: string
  readonly declarations: string
  readonly compiled: string
  readonly names: readonly PublicName[]
}

const entries = [...entriesOf('.')].map(([path, module]) => ({
  entry: path.replace(/^\./, 'rawzmq'),
  declarations: `dist/lib/${module}.d.ts`,
  compiled: new URL(`../../lib/${module}.js`, import.meta.url).href,
}))
const paths = entries.map(({ declarations }) => declarations)
const program = ts.createProgram(paths, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noLib: true,
  types: [],
})
const checker = program.getTypeChecker()

function kindOf({ flags }: ts.Symbol): PublicName['kind'] {
  if ((flags & ts.SymbolFlags.Class) !== 0) return 'class'
  if ((flags & ts.SymbolFlags.Function) !== 0) return 'function'
  return (flags & ts.SymbolFlags.Variable) === 0 ? 'type' : 'value'
}

function sentenceOf(symbol: ts.Symbol): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker))
  const line = (text.split('\n\n')[0] as string).replaceAll(/\s+/g, ' ').trim()
  return /^.*?\.(?= [A-Z`(]|$)/.exec(line)?.[0] ?? line
}

function namesOf(path: string): PublicName[] {
  const file = program.getSourceFile(path)
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${path} exports nothing`)
  return checker
    .getExportsOfModule(module)
    .filter(({ name }) => name !== 'default')
    .map(symbol => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
      const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol
      const text = target.declarations?.map(one => one.getText()).join('\n') ?? ''
      const sentence = sentenceOf(target)
      return { name: symbol.name, own: target.name, kind: kindOf(target), sentence, text }
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** The entries that package.json lists. */
export const ENTRIES: readonly PublicEntry[] = entries.map(one => ({
  ...one,
  names: namesOf(one.declarations),
}))
