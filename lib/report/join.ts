// Joins modules that import only each other into one script, for a page that may load nothing: imports and
// the word `export` go, the order stays. Names at the top of any of them must differ, and that is checked.

const IMPORT = /^import [^'"]*from '\.[^']*';?$/gm
const EXPORT = /^export (?=(?:async function|function|const|class|let) )/gm
const LEFT_OVER = /^(?:import|export)\b(?! \{\};?$).*/m
const DECLARATION = /^(?:async function|function|const|class|let) ([\w$]+)/gm

/**
 * The texts of modules, dependencies first, as one script.
 *
 * @throws Error for an import or export of another form, or a name that two modules declare
 */
export function joinModules(texts: readonly string[]): string {
  const names = new Set<string>()
  const bodies = texts.map(text => {
    const body = text.replaceAll(IMPORT, '').replaceAll(EXPORT, '')
    const rest = LEFT_OVER.exec(body)
    if (rest !== null) throw new Error(`cannot join: ${rest[0]}`)
    for (const [, name = ''] of body.matchAll(DECLARATION)) {
      if (names.has(name)) throw new Error(`cannot join: ${name} is declared twice`)
      names.add(name)
    }
    return body.replaceAll(/^export \{\};?$/gm, '').replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '')
  })
  return `(() => {\n'use strict'\n${bodies.join('\n')}\n})()\n`
}
