// docs/events.md says what the code says: its tables are computed, and the scenarios it names exist.
// RAWZMQ_WRITE_DOCS=1 writes the tables anew.
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { trialsOf, runTrial, SCENARIOS } from '../../lib/compare/index.js'
import { eventName } from '../../lib/monitor/events.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { ADDRESSES, GENERATED, withGenerated } from '../support/events-doc.js'

const FILE = 'docs/events.md'

const isThorough = process.env.RAWZMQ_THOROUGH === '1'

/** The orders that are checked always; with RAWZMQ_THOROUGH=1 all are. */
const CHECKED = new Set([
  'handshake',
  'refused',
  'bind-in-use',
  'end-before-greeting',
  'mechanism-unknown',
])

/** Cases that together show every event over a connection. */
const SHOWING_ADDRESSES = new Set([
  'handshake/tcp',
  'refused/ipc',
  'bind-in-use/tcp',
  'mechanism-unknown/tcp',
  'end-before-ready-us/tcp',
  'error-400/ipc',
  'accept-filter/tcp',
  'bind-ipc-wildcard-gone/ipc',
])

if (process.env.RAWZMQ_WRITE_DOCS === '1') {
  writeFileSync(FILE, withGenerated(readFileSync(FILE, 'utf8')))
}

/** Without the padding of tables, which is the formatter's. */
const plain = (markdown: string): string => markdown.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---')

const text = plain(readFileSync(FILE, 'utf8'))

t.test('the computed tables', async t => {
  for (const name of Object.keys(GENERATED)) t.match(text, `<!-- computed: ${name} -->`)
  t.equal(text, plain(withGenerated(text)))
})

/** How many cases differ on purpose, of how many, as the two READMEs say it. */
const allCases = trialsOf(SCENARIOS)
const counts = [
  allCases.filter(({ scenario, transport }) => scenario.deliberate?.[transport] !== undefined)
    .length,
  allCases.length,
]
const READMES = [
  ['README.md', /(?<=\[)\d+ of \d+(?=\]\(docs\/events\.md#differences\))/, counts.join(' of ')],
  [
    'README.zh-CN.md',
    /(?<=\[其中 )\d+ \/ \d+(?=\]\(docs\/events\.md#differences\))/,
    counts.join(' / '),
  ],
] as const

t.test('the READMEs count the differences', async t => {
  for (const [file, place, counted] of READMES) {
    const readme = readFileSync(file, 'utf8')
    if (process.env.RAWZMQ_WRITE_DOCS === '1') writeFileSync(file, readme.replace(place, counted))
    t.equal(place.exec(readFileSync(file, 'utf8'))?.[0], counted, file)
  }
})

t.test('scenarios that are named in it exist', async t => {
  const names = new Set(SCENARIOS.map(({ name }) => name))
  const orders = text.slice(text.indexOf('\n## Order'), text.indexOf('\n## Differences'))
  const mentioned = [...orders.matchAll(/^\| [^|]*\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name)
  t.ok(mentioned.length >= 30, `${mentioned.length} situations`)
  for (const name of mentioned) t.ok(names.has(String(name)), String(name))
})

t.test('the orders it tells are what happens', async t => {
  const lines = [...text.matchAll(/^\| [^|]*\| `([a-z0-9-]+)` \| (\w+): ([^|]*) \|$/gm)]
  t.ok(lines.length >= 30, `${lines.length} orders`)
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  const checked = isThorough ? new Set(lines.map(([, name]) => String(name))) : CHECKED
  const cases = trialsOf(SCENARIOS.filter(({ name }) => checked.has(name)))
  t.equal(new Set(cases.map(({ scenario }) => scenario.name)).size, checked.size)
  for (const found of cases.filter(({ transport }) => transport === 'tcp')) {
    const { versions } = await runTrial(
      { ...found, scenario: { ...found.scenario, versions: [2] } },
      { engines },
    )
    const told = lines.filter(([, name]) => name === found.scenario.name)
    t.ok(told.length > 0, found.id)
    for (const [, , socket, order] of told) {
      const lane = versions[0]?.lanes.find(candidate => candidate.socket === socket)
      const seen =
        lane?.typescript.map(row => row.split(' ').slice(0, 2).join(' ')).join(', ') ?? ''
      t.ok(seen.startsWith(String(order)), `${found.id} ${socket}: ${order}`, { seen })
    }
  }
})

t.test('the addresses it tells are those of libzmq', async t => {
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  for (const found of trialsOf(SCENARIOS).filter(({ id }) => SHOWING_ADDRESSES.has(id))) {
    const { recordings, versions } = await runTrial(found, { engines })
    const index = versions.findIndex(({ version }) => version === 2)
    for (const { events } of recordings[index]?.native.lanes ?? []) {
      for (const { decoded } of events) {
        if (decoded.version !== 2) continue
        const name = eventName(decoded.event)
        if (name === undefined) continue
        const isTold = ADDRESSES[name].some(
          form =>
            (form.local === '(empty)') === (decoded.local === '') &&
            (form.remote === '(empty)') === (decoded.remote === ''),
        )
        t.ok(isTold, `${found.id} ${name}: ${decoded.local} | ${decoded.remote}`)
      }
    }
  }
})
