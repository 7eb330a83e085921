// What the package has besides what tsc writes, and what it has not: maps to sources that it does not have.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildBrowser } from './browser.js'
import { writeCommonJs, writeDeclarations } from './common-js.js'
import { writeOldDeclarations } from './old-declarations.js'

/** The part of package.json that says what there is. */
interface Manifest {
  readonly exports: Readonly<
    Record<string, string | { readonly 'module-sync'?: { readonly default: string } }>
  >
}

/** The modules that package.json lists, such as `gate/index`, by the names that users have for them. */
export function entriesOf(root: string): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  return new Map(
    Object.entries(exports).flatMap(([name, target]) =>
      typeof target === 'string' || target['module-sync'] === undefined
        ? []
        : [[name, target['module-sync'].default.replace(/^.*dist\/lib\/|\.js$/g, '')]],
    ),
  )
}

/** Completes the package in a folder that has package.json and what tsc has written. */
export async function completePackage(root: string): Promise<void> {
  const entries = [...entriesOf(root).values()]
  for (const folder of ['lib', 'bin']) withoutMaps(join(root, 'dist', folder))
  writeCommonJs(root, entries)
  writeDeclarations(root, [...entries, 'browser/index'], root)
  await buildBrowser(root)
  writeOldDeclarations(root, root)
}

/** Takes the last line of each program that leads to its map. */
function withoutMaps(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const without = text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n')
    if (without !== text) writeFileSync(file, without)
  }
}
