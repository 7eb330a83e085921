// The files that some lead to by their imports.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * These files and all that they import, directly or not, but for packages.
 *
 * @param ending `.js`, or what stands for it: `.d.ts`
 */
export function filesFrom(entries: readonly string[], ending: '.js' | '.d.ts'): string[] {
  const found = new Set(entries)
  for (const file of found) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      if (fileName.startsWith('.'))
        found.add(join(dirname(file), fileName.replace(/\.js$/, ending)))
    }
  }
  return [...found]
}
