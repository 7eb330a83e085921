// docs/errors.md has an entry for every code that the sources can give, and for no other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { PROTOCOL_ERROR_NUMBERS, systemErrorText } from '../../lib/errors.js'
import { firstColumn } from '../support/doc-sections.js'

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
  })

const allText = ['lib', 'bin'].flatMap(sources).map(path => readFileSync(path, 'utf8'))
const errors = readFileSync('lib/errors.ts', 'utf8')
const page = readFileSync('docs/errors.md', 'utf8')

/** The text of a declaration in lib/errors.ts, up to the next empty line. */
function declaration(start: string): string {
  const at = errors.indexOf(start)
  if (at < 0) throw new Error(`lib/errors.ts no longer has ${start}`)
  return errors.slice(at, errors.indexOf('\n\n', at))
}

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => String(name))

/** Codes that stand in the sources as literals. */
const literals = allText
  .flatMap(text => found(text, /['"]((?:ERR|RAWZMQ)_[A-Z_]+)['"]/g))
  // A variable of the environment; and what Node says to us of a key, which nobody else hears.
  .filter(name => name !== 'RAWZMQ_KEYLOG' && name !== 'ERR_CRYPTO_INVALID_JWK')
const silentFaults = found(declaration('export type SilentFault'), /'([A-Z_]+)'/g)
const protocolCodes = [...Object.keys(PROTOCOL_ERROR_NUMBERS), ...silentFaults].map(
  fault => `ERR_${fault}`,
)
const systemCodes = [
  ...found(declaration('const SYSTEM_ERROR_TEXTS'), /^ {2}(E[A-Z]+):/gm),
  ...allText.flatMap(text => found(text, /(?:systemError|errnoOf)\('(E[A-Z]+)'/g)),
  ...found(readFileSync('lib/native/failure.ts', 'utf8'), /^ {2}\d+: '(E[A-Z]+)'/gm),
]

const entries = firstColumn(page).flatMap(cell => found(cell, /`([A-Z_]+)`/g))

const sorted = (codes: readonly string[]): string[] => [...new Set(codes)].toSorted()

t.test('the codes were found', async t => {
  t.ok(literals.length > 20, `${literals.length} literals`)
  t.ok(silentFaults.length > 5, `${silentFaults.length} silent faults`)
  t.ok(systemCodes.length > 20, `${systemCodes.length} system codes`)
})

t.test('every code has one entry, and no entry is of a code that is gone', async t => {
  t.same(sorted(entries), sorted([...literals, ...protocolCodes, ...systemCodes]))
  t.equal(entries.length, new Set(entries).size, 'none has two')
})

t.test('an entry says what it means and what to do', async t => {
  for (const row of page.split('\n').filter(line => /^\| `(ERR|RAWZMQ|E[A-Z]+)/.test(line))) {
    const cells = row.split(/(?<!\\)\|/).slice(1, -1)
    t.ok(cells.length >= 3)
    for (const cell of cells) t.ok(cell.trim(), row)
  }
})

t.test('system errors have their texts', async t => {
  for (const code of sorted(systemCodes)) {
    t.match(page.replaceAll(/ {2,}/g, ' '), `| \`${code}\` | ${systemErrorText(code)} |`)
  }
})

t.test('protocol errors have their numbers', async t => {
  for (const [name, number] of Object.entries(PROTOCOL_ERROR_NUMBERS)) {
    t.match(page.replaceAll(/ {2,}/g, ' '), `| \`ERR_${name}\` | 0x${number.toString(16)} |`)
  }
})
