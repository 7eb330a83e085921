// Bundles a program with each bundler, runs the bundles, asks attw for the types, and writes the table of docs/runtimes.md.
// Usage: npm run test:bundlers
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installPackage } from '../support/built-package.js'
import { markdownTable, readPage } from '../support/doc-sections.js'
import { BUNDLERS, PACKAGES, versionOf, type Bundler, type Format } from './bundlers.js'

const TOOLS = resolve('.cache/bundlers', versionOf('vite'))
const LIMIT_MS = 120_000

const BODY = `
async function main() {
  const { publicKey, secretKey } = curveKeyPair()
  const server = { curveServer: true, curveSecretKey: secretKey }
  const own = curveKeyPair()
  const client = { curvePublicKey: own.publicKey, curveSecretKey: own.secretKey, curveServerKey: publicKey }
  const ways = { clear: [{}, {}], curve: [server, client] }
  const said = { isOne: again.Push === Push }
  for (const [way, [here, there]] of Object.entries(ways)) {
    const pull = new Pull(here)
    const { events } = pull
    await pull.bind('tcp://127.0.0.1:*')
    const push = new Push(there)
    push.connect(pull.lastEndpoint)
    await push.send(way)
    said[way] = String(await pull.receive())
    said.event = eventName((await events.receive()).event)
    push.close()
    pull.close()
  }
  console.log(JSON.stringify(said))
}
main()
`
const EXPECTED = { isOne: true, clear: 'clear', event: 'LISTENING', curve: 'curve' }

const SOURCES = {
  'program.mjs': `import { curveKeyPair, Pull, Push } from 'rawzmq'
import { eventName } from 'rawzmq/monitor'
import again from './again.cjs'
${BODY}`,
  'program.cjs': `const { curveKeyPair, Pull, Push } = require('rawzmq')
const { eventName } = require('rawzmq/monitor')
const again = require('./again.cjs')
${BODY}`,
  'again.cjs': `module.exports = require('rawzmq')\n`,
} as const

/** From what is written to what comes out. */
const WAYS: readonly (readonly [source: keyof typeof SOURCES, format: Format])[] = [
  ['program.mjs', 'esm'],
  ['program.mjs', 'cjs'],
  ['program.cjs', 'cjs'],
]

function run(folder: string, file: string, ...args: string[]): { isFine: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  })
  return { isFine: status === 0, output: status === 0 ? stdout : stdout + stderr }
}

const tool = (name: string): string => join(TOOLS, 'node_modules/.bin', name)

/** The octets of a bundle that runs as it should, or what went wrong. */
function tryOut(app: string, bundler: Bundler, entry: string, format: Format): number | string {
  const folder = mkdtempSync(join(tmpdir(), 'rawzmq-bundle-'))
  try {
    const name = format === 'esm' ? 'bundle.mjs' : 'bundle.cjs'
    const task = { entry: `./${entry}`, folder, name, format }
    if (bundler.config !== undefined) writeFileSync(join(app, 'config.mjs'), bundler.config(task))
    const { command } = bundler
    const [file, ...args] = typeof command === 'function' ? command(task) : command
    const made = run(app, tool(file as string), ...args)
    if (!made.isFine) return made.output
    const { isFine, output } = run(folder, process.execPath, name)
    const isAsExpected = isFine && output.trim() === JSON.stringify(EXPECTED)
    const size = readdirSync(folder).reduce(
      (all, each) => all + statSync(join(folder, each)).size,
      0,
    )
    return isAsExpected ? size : `${made.output}\n${output}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (!existsSync(tool('vite'))) {
  mkdirSync(TOOLS, { recursive: true })
  writeFileSync(join(TOOLS, 'package.json'), '{}\n')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { isFine, output } = run(TOOLS, 'npm', 'install', ...flags, ...PACKAGES)
  if (!isFine) throw new Error(output)
}
const app = mkdtempSync(join(TOOLS, 'app-'))
const found: string[] = []
const rows: string[][] = []
try {
  writeFileSync(join(app, 'package.json'), '{}\n')
  const { filename } = await installPackage(app)
  for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(app, name), text)
  for (const bundler of BUNDLERS) {
    const cells = WAYS.map(([source, format]) => {
      const outcome = tryOut(app, bundler, source, format)
      if (typeof outcome === 'number') return `runs, ${Math.round(outcome / 1024)} KiB`
      found.push(`${bundler.name}, ${source} as ${format}:\n${outcome}`)
      return 'fails'
    })
    rows.push([`${bundler.name} ${versionOf(bundler.name)}`, ...cells])
    console.log(rows.at(-1)?.join(' | '))
  }
  const types = run(
    app,
    tool('attw'),
    join('source', filename),
    '--no-color',
    '--format',
    'table-flipped',
    '--exclude-entrypoints',
    'browser',
  )
  console.log(types.output)
  if (!types.isFine) found.push('attw')
  const head = ['bundler', 'import, as modules', 'import, as CommonJS', 'require(), as CommonJS']
  const verdict = types.isFine ? 'No problem was found' : 'Problems were found'
  const attw = `${verdict} by attw ${versionOf('@arethetypeswrong/cli')}.`
  await readPage('docs/runtimes.md', { bundlers: `${markdownTable(head, rows)}\n\n${attw}` })
} finally {
  rmSync(app, { recursive: true })
}
for (const each of found) console.error(each)
process.exitCode = found.length === 0 ? 0 : 1
