// drivers/registry.json keeps its schema, says what the drivers' own manifests say, and knows what is built.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import t from 'tap'
import {
  buildFolder,
  chosen,
  DRIVERS,
  type Implementation,
  implementations,
  isBuilt,
  readRegistry,
  stampFile,
  startCommand,
} from '../../../lib/conformance/drivers/registry.js'
import { wordsOf } from '../../../lib/conformance/testee-driver.js'
import { ALL_TYPES } from '../../../lib/conformance/vocabulary.js'
import { UsageError } from '../../../lib/errors.js'

const read = (file: string): string => readFileSync(`${DRIVERS}/${file}`, 'utf8')
const schema = JSON.parse(read('registry.schema.json')) as object
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema)

t.test('the registry keeps the schema, which refuses what is not in it', async t => {
  const text = read('registry.json')
  t.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors))
  const broken: readonly (readonly [string, string])[] = [
    ['"language"', '"tongue"'],
    ['"registry": "cargo"', '"registry": "elsewhere"'],
    ['"CURVE"', '"KURVE"'],
    ['"version": "v0.17.0"', '"version": "latest"'],
    ['"leftOut"', '"reason"'],
    ['"name": "zmq4"', '"name": "zmq 4"'],
    ['"start"', '"begin"'],
  ]
  for (const [before, after] of broken) {
    t.ok(text.includes(before), before)
    t.notOk(validate(JSON.parse(text.replace(before, after))), `${before} as ${after}`)
  }
})

t.test('names are unique, ours is the first, and five languages have a driver', async t => {
  const names = readRegistry().map(({ name }) => name)
  t.equal(new Set(names).size, names.length)
  t.equal(names[0], 'rawzmq')
  t.ok(implementations().length >= 9)
  t.ok(new Set(implementations().map(({ language }) => language)).size >= 5)
  for (const { sockets } of implementations()) {
    t.strictSame(
      sockets.filter(type => !ALL_TYPES.includes(type)),
      [],
    )
  }
})

t.test('versions are those of the manifests', async t => {
  const manifests: Readonly<Record<string, string>> = {
    npm: readFileSync('package-lock.json', 'utf8'),
    cargo: ['omq', 'rzmq', 'zmqrs'].map(name => read(`${name}/Cargo.toml`)).join('\n'),
    go: read('zmq4/go.mod'),
    mvn: read('registry.json'),
    pip: read('registry.json'),
  }
  const pinned: Readonly<Record<string, (name: string, version: string) => string>> = {
    npm: (name, version) => `node_modules/${name}": {\n      "version": "${version}"`,
    cargo: (name, version) => `${name} = { version = "=${version}"`,
    go: (name, version) => `${name} ${version}`,
    mvn: (name, version) => `-Dartifact=${name}:${version}`,
    pip: (name, version) => `${name}==${version}`,
  }
  for (const { registry, name, version } of implementations().flatMap(each => each.packages)) {
    if (registry === 'apt') continue // Debian has one version
    const text = manifests[registry] ?? ''
    const wanted = pinned[registry]?.(name, version) ?? ''
    const isThere = text.includes(wanted) || text.includes(wanted.replace('{ version = ', ''))
    t.ok(isThere, `${registry}: ${wanted}`)
  }
})

t.test('a command line has the folders in it, and what the driver is told', async t => {
  for (const each of implementations()) {
    const words = wordsOf(startCommand(each))
    t.strictSame(
      words.filter(word => /^\{(?!endpoint|mode|socket|mechanism)/.test(word)),
      [],
    )
    t.strictSame(
      words.filter(word => word.startsWith('{')),
      ['{endpoint}', '{mode}', '{socket}', '{mechanism}'],
      each.name,
    )
  }
})

t.test('built is what was built by the same entry', async t => {
  const [first] = implementations() as [Implementation]
  t.ok(isBuilt(first), 'ours needs nothing')
  const other = { ...first, name: `test-${process.pid}`, build: [['true']] }
  t.teardown(() => rmSync(buildFolder(other), { recursive: true, force: true }))
  t.notOk(isBuilt(other))
  mkdirSync(buildFolder(other), { recursive: true })
  writeFileSync(stampFile(other), JSON.stringify(other))
  t.ok(isBuilt(other))
  t.notOk(isBuilt({ ...other, version: 'another' }))
})

t.test('names that nobody has are refused', async t => {
  t.strictSame(
    chosen('--only', implementations(), ['zmq4', 'rawzmq']).map(({ name }) => name),
    ['rawzmq', 'zmq4'],
  )
  t.equal(chosen('--only', implementations(), undefined).length, implementations().length)
  t.throws(() => chosen('--only', implementations(), ['zmq5']), UsageError)
})
