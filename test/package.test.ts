// The package as users get it: what is in it and how much, and that import and require() come to one and the same, for
// TypeScript and for Node.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { entriesOf } from '../build/package.js'
import { builtPackage } from './support/built-package.js'

/** More than this an addition must give a reason for. The last: inproc between threads, and conform's page of failures. */
const PACKED_MAX = 900_000
const UNPACKED_MAX = 4_700_000

t.setTimeout(300_000)

const { folder, packed } = await builtPackage(t)
const ours = join(folder, 'node_modules', 'rawzmq')
const manifest = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

t.test('nothing is in it but text that runs, or is read, everywhere', async t => {
  const paths = packed.files.map(({ path }) => path)
  const other = paths.filter(path => /\.(map|node|so|dylib|dll|exe|wasm|gyp)$/.test(path))
  t.strictSame(other, [], 'no binary, and no map to sources that are not there')
  const binary = paths.filter(path => readFileSync(join(ours, path)).includes(0))
  t.strictSame(binary, [])
  const mapped = paths.filter(path =>
    readFileSync(join(ours, path)).includes('\n//# sourceMapping'),
  )
  t.strictSame(mapped, [])
  const making = paths.filter(path =>
    /\beval\(|\bnew Function\(/.test(readFileSync(join(ours, path), 'utf8')),
  )
  t.strictSame(making, [], 'no code is made from text')
  t.strictSame(
    Object.keys(manifest.scripts).filter(name => /^(pre|post)?install$|^prepare$/.test(name)),
    [],
    'an installation runs nothing',
  )
  t.notOk(existsSync('binding.gyp'), 'which npm would build without being told')
})

t.test('its size has a budget', async t => {
  t.ok(packed.size < PACKED_MAX, `${packed.size} octets packed`)
  t.ok(packed.unpackedSize < UNPACKED_MAX, `${packed.unpackedSize} unpacked`)
})

t.test('publint has nothing to say', async t => {
  const { messages, pkg } = await publint({
    pkgDir: ours,
    level: 'suggestion',
    strict: true,
    pack: false,
  })
  t.strictSame(
    messages.map(message => formatMessage(message, pkg as Record<string, unknown>)),
    [],
  )
})

const WAYS = [
  ['Node10', ts.ModuleKind.CommonJS, 'index.ts'],
  ['Node16', ts.ModuleKind.Node16, 'index.mts'],
  ['NodeNext', ts.ModuleKind.NodeNext, 'index.mts'],
] as const

t.test('every entry is found in each way that TypeScript looks for it, as one class', async t => {
  const program = [...entriesOf('.').keys()]
    .map((entry, index) => `import * as entry${index} from '${entry.replace('.', 'rawzmq')}'`)
    .concat(
      "import zmq from 'rawzmq'",
      "import v5 from 'rawzmq/v5-compat'",
      "import draft from 'rawzmq/draft'",
      'export const push: entry0.Push = new zmq.Push()',
      'export const names: object[] = [v5.socket, draft.Dish, ENTRIES]',
    )
    .join('\n')
    .replace('ENTRIES', [...entriesOf('.').keys()].map((_, index) => `entry${index}`).join())
  for (const [way, module, name] of WAYS) {
    const file = join(folder, name)
    writeFileSync(file, program)
    const compiled = ts.createProgram([file], {
      module,
      moduleResolution: ts.ModuleResolutionKind[way],
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      strict: true,
      noEmit: true,
      noLib: true,
      types: [],
    })
    const source = compiled.getSourceFile(file)
    const found = [
      ...compiled.getSemanticDiagnostics(source),
      ...compiled
        .getSourceFiles()
        .filter(({ fileName }) => fileName.includes('/dist/modules/'))
        .flatMap(each => compiled.getSemanticDiagnostics(each)),
    ]
    t.strictSame(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
      [],
      `${way}, ${name}`,
    )
    const classes = compiled
      .getSourceFiles()
      .filter(({ fileName }) => fileName.endsWith('/types/push.d.ts'))
    t.equal(classes.length, 1)
  }
})

const PROGRAM = `
const required = require('rawzmq')
const gate = require('rawzmq/gate')
const v5 = require('rawzmq/v5-compat')
async function main() {
  const imported = await import('rawzmq')
  const push = new required.Push()
  push.bindSync('inproc://one')
  const pull = new imported.Pull()
  pull.connect('inproc://one')
  await push.send('x')
  console.log(JSON.stringify({
    message: String(await pull.receive()),
    isOne: imported.Push === required.Push && imported.context === required.context,
    isInstance: push instanceof imported.Socket && pull instanceof required.Socket,
    gate: (await import('rawzmq/gate')).gatedProducer === gate.gatedProducer,
    default: imported.default === required && required.default === required,
    v5: (await import('rawzmq/v5-compat')).default.socket === v5.socket,
    curve: required.curveKeyPair().publicKey.length,
    names: Object.keys(required).length,
    version: require('rawzmq/package.json').name,
    file: require.resolve('rawzmq').replace(/.*dist.(\\w+).*/, '$1'),
  }))
}
main()
`

for (const [of, flags, file] of [
  ['a Node that requires modules', [], 'lib'],
  ['one that does not', ['--no-experimental-require-module'], 'commonjs'],
] as const) {
  t.test(`import and require() have one state, in ${of}`, async t => {
    const path = join(folder, 'program.cjs')
    writeFileSync(path, PROGRAM)
    const said = execFileSync(process.execPath, [...flags, path], { encoding: 'utf8' })
    t.strictSame(JSON.parse(said), {
      message: 'x',
      isOne: true,
      isInstance: true,
      gate: true,
      default: true,
      v5: true,
      curve: 40,
      names: 20,
      version: 'rawzmq',
      file,
    })
  })
}
