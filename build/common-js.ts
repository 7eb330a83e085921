// The entries once more as CommonJS, for a Node that cannot require() modules and for tools that know nothing else.
// package.json gives one of the two to import and require() alike, by what the runtime can, so that a program never
// has both. Declarations are only here: modules may import these, and a class in two places would be two types.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { filesFrom } from './files-from.js'

/** What an entry with a default has for require(), in Node's words. */
const AS_OBJECT = / as 'module\.exports' \}/

/** The same entry as CommonJS: the object of its names, which is the default of itself, unseen. */
const NAMES_AS_OBJECT = `'use strict'
module.exports = require('./names.js')
Object.defineProperty(module.exports, 'default', { value: module.exports })
`
const OBJECT_DECLARATION = `import * as names from './names.js'
export = names
`

/** A module as CommonJS. Its import() stays: a package may have other things for require(). */
export function commonJs(text: string): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022 },
    fileName: 'module.cts',
  })
  return outputText.replaceAll(
    'import.meta.url',
    "require('node:url').pathToFileURL(__filename).href",
  )
}

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/**
 * Writes the programs of `dist/commonjs`.
 *
 * @param root the package's folder, in which tsc has been
 * @param entries the entries, such as `gate/index`
 */
export function writeCommonJs(root: string, entries: readonly string[]): void {
  const from = join(root, 'dist', 'lib')
  const to = join(root, 'dist', 'commonjs')
  rmSync(to, { recursive: true, force: true })
  const starts = entries.map(entry => join(from, `${entry}.js`))
  for (const file of filesFrom(starts, '.js')) {
    const text = readFileSync(file, 'utf8')
    const isObject = AS_OBJECT.test(text)
    write(join(to, relative(from, file)), isObject ? NAMES_AS_OBJECT : commonJs(text))
  }
}

/**
 * Writes the declarations: those of `dist/commonjs`, and those of `dist/modules`, which lead there.
 *
 * @param to the folder of the package whose they are to be
 */
export function writeDeclarations(root: string, entries: readonly string[], to: string): void {
  const from = join(root, 'dist', 'lib')
  const commonjs = join(to, 'dist', 'commonjs')
  const modules = join(to, 'dist', 'modules')
  rmSync(modules, { recursive: true, force: true })
  // For programs and declarations: the package itself says that it is of modules.
  write(join(commonjs, 'package.json'), '{ "type": "commonjs" }\n')
  const starts = entries.map(entry => join(from, `${entry}.d.ts`))
  for (const file of filesFrom(starts, '.d.ts'))
    write(join(commonjs, relative(from, file)), readFileSync(file, 'utf8'))
  for (const entry of entries) {
    const declaration = join(modules, `${entry}.d.ts`)
    const target = relative(dirname(declaration), join(commonjs, entry))
    if (AS_OBJECT.test(readFileSync(join(from, `${entry}.js`), 'utf8'))) {
      write(join(commonjs, `${entry}.d.ts`), OBJECT_DECLARATION)
      const names = join(dirname(target), 'names.js')
      write(declaration, `export * from '${names}'\nexport { default } from '${target}.js'\n`)
    } else write(declaration, `export * from '${target}.js'\n`)
  }
}
