// Declarations for TypeScript older than 4.5, down to 3.7: the same as tsc writes, without the syntax that came later.
// package.json leads old compilers to them (typesVersions). Only what is said differently goes; what is meant stays,
// but for texts of a certain form, which become any text.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { filesFrom } from './files-from.js'

const PRIVATE = "private '#private';"

/** What takes the place of a piece of text. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A declaration file as TypeScript 3.7 can read it. */
export function oldDeclaration(text: string): string {
  const file = ts.createSourceFile('a.d.ts', text, ts.ScriptTarget.Latest, true)
  const edits: Edit[] = []
  const replace = (node: ts.Node, by: string): void =>
    void edits.push({ start: node.getStart(file), end: node.end, text: by })
  const visit = (node: ts.Node): void => {
    const by = replacement(node)
    if (by !== undefined) replace(node, by)
    else {
      const keyword = typeKeyword(node, file)
      if (keyword !== undefined) edits.push({ ...keyword, text: '' })
      ts.forEachChild(node, visit)
    }
  }
  visit(file)
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (whole, { start, end, text: by }) => whole.slice(0, start) + by + whole.slice(end),
      text,
    )
}

/** What stands for a node that came after 3.7; undefined for others. */
function replacement(node: ts.Node): string | undefined {
  // 4.1. A text of a certain form is a text.
  if (ts.isTemplateLiteralTypeNode(node)) return 'string'
  // 3.8. What keeps a class from being mistaken for another.
  if (ts.isPropertyDeclaration(node) && ts.isPrivateIdentifier(node.name)) return PRIVATE
  // 5.2, and types of Node of that time. `using` needs them.
  if (ts.isMethodSignature(node) && /^\[Symbol\.(d|asyncD)ispose\]$/.test(node.name.getText())) {
    return ''
  }
  // 4.0. Names of the places of a tuple.
  if (ts.isNamedTupleMember(node)) return oldDeclarationOf(node.type)
  // Old types of Node know its modules without the scheme, and no kinds of memory.
  if (ts.isStringLiteral(node) && node.text.startsWith('node:')) return `'${node.text.slice(5)}'`
  const isBytes =
    ts.isTypeReferenceNode(node) && /^(Buffer|Uint8Array)$/.test(node.typeName.getText())
  return isBytes ? node.typeName.getText() : undefined
}

function oldDeclarationOf(type: ts.TypeNode): string {
  const prefix = 'type T = '
  return oldDeclaration(prefix + type.getText()).slice(prefix.length)
}

/** Where `type` stands in an import or export (3.8, and for one name 4.5). */
function typeKeyword(node: ts.Node, file: ts.SourceFile): Omit<Edit, 'text'> | undefined {
  const isSaid =
    (ts.isImportClause(node) ||
      ts.isExportDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isExportSpecifier(node)) &&
    node.isTypeOnly
  if (!isSaid) return undefined
  const start = node.getStart(file)
  const before = ts.isExportDeclaration(node) ? 'export '.length : 0
  return { start: start + before, end: start + before + 'type '.length }
}

interface Package {
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/**
 * Writes the old declarations that package.json names.
 *
 * @param root the package's folder
 * @param to where its folder `dist/typescript-3.7` is to be
 */
export function writeOldDeclarations(root: string, to: string): void {
  const { typesVersions } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package
  const from = join(root, 'dist', 'lib')
  const entries = Object.values(typesVersions['<4.5'] ?? {})
    .flat()
    .map(place => join(from, relative('dist/typescript-3.7', place)))
  const folder = join(to, 'dist', 'typescript-3.7')
  rmSync(folder, { recursive: true, force: true })
  for (const file of filesFrom(entries, '.d.ts')) {
    const place = join(folder, relative(from, file))
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, oldDeclaration(readFileSync(file, 'utf8')))
  }
}
