// docs/conformance.md: the published matrix comes from the recorded runs in docs/conformance/, which must agree
// with the lists of expected deviations; and whatever our engine does otherwise has a sentence.
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { readRecords } from '../../bin/conform/all.js'
import type { Verdict } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { implementations } from '../../lib/conformance/drivers/registry.js'
import { markdownMatrix } from '../../lib/conformance/report/markdown.js'
import { type RunRecord, unpublishedIn } from '../../lib/conformance/report/record.js'
import type { CaseResult } from '../../lib/conformance/result.js'
import { judge, parseExpectations } from '../../lib/conformance/select.js'
import { BASE_TYPES } from '../../lib/conformance/vocabulary.js'
import { MONITORS, monitorTables } from '../conformance/monitors/table.js'
import { plain, readPage, sectionOf } from '../support/doc-sections.js'

/** By the names of the registry, in the order of the columns; ours first. */
const records = await readRecords('docs/conformance')

/** The results of a record, as far as lists of expected failures look at them. */
const resultsOf = ({ verdicts }: RunRecord): CaseResult[] =>
  Object.entries(verdicts).flatMap(([id, places]) =>
    Object.entries(places).map(([place, verdict]): CaseResult => {
      const [socket, mode] = place.split(' ')
      return {
        id,
        title: '',
        mechanism: 'NULL',
        verdict,
        runs: [],
        ms: 0,
        socket: socket as CaseResult['socket'],
        mode: mode === 'b' ? 'bind' : 'connect',
      }
    }),
  )

const sections = {
  matrix: markdownMatrix([...records.values()], CASES).trim(),
  ...monitorTables(MONITORS),
}
const page = await readPage('docs/conformance.md', sections)

for (const [name, content] of Object.entries(sections)) {
  t.test(`${name} is what the code and the records give`, async t => {
    t.equal(
      plain(sectionOf(page, name) ?? ''),
      plain(content),
      'RAWZMQ_WRITE_DOCS=1 writes it anew',
    )
  })
}

t.test('many implementations of five languages', async t => {
  const ran = implementations().filter(({ name }) => records.has(name))
  t.ok(ran.length >= 10)
  t.ok(new Set(ran.map(({ language }) => language)).size >= 5)
  t.equal([...records.keys()][0], 'rawzmq')
})

for (const [name, record] of records) {
  t.test(`${name}: whole, and as its list says`, async t => {
    const leftOut = name === 'rawzmq' ? [] : unpublishedIn(CASES)
    // A case for types that it has not is not run. PUSH, PULL and PAIR are asked of everybody.
    const has = [
      ...BASE_TYPES,
      ...(implementations().find(each => each.name === name)?.sockets ?? []),
    ]
    const wanted = CASES.filter(
      ({ slow, sockets = BASE_TYPES }) => slow !== true && sockets.some(each => has.includes(each)),
    ).map(({ id }) => id)
    const held = Object.keys(record.verdicts)
    t.equal(record.cases, wanted.length - leftOut.length)
    t.strictSame(
      held.filter(id => !wanted.includes(id) || leftOut.includes(id)),
      [],
    )
    if (name === 'rawzmq') t.strictSame(held.toSorted(), wanted.toSorted())
    t.match(page, record.endpoint)
    const list = `test/conformance/expected/${name}.txt`
    if (!existsSync(list)) return
    const expectations = parseExpectations(readFileSync(list, 'utf8'), CASES)
    const { unexpected, passed } = judge(resultsOf(record), expectations, true)
    t.strictSame([...unexpected, ...passed], [])
  })
}

t.test('every FAIL of others was confirmed by hand, or is said to be still to be', t => {
  const confirmed = readFileSync('docs/conformance/confirmed.md', 'utf8')
  const [done = '', open = ''] = confirmed.split('## Still to be confirmed')
  const told = (implementation: string): readonly string[] => {
    const own = done.split(/^## /m).find(section => section.startsWith(`${implementation}\n`)) ?? ''
    const left = open.split('\n').find(line => line.startsWith(`- ${implementation}: `)) ?? ''
    return [...own.matchAll(/^- `([a-z]+\/[\d.]+)`: /gm), ...left.matchAll(/`([^`]+)`/g)].map(
      ([, id]) => String(id),
    )
  }
  for (const { endpoint, verdicts } of records.values()) {
    const failed = Object.entries(verdicts).filter(([, places]) =>
      Object.values(places).includes('FAIL'),
    )
    t.strictSame(told(endpoint).toSorted(), failed.map(([id]) => id).toSorted(), endpoint)
  }
  t.end()
})

const isOtherwise = (verdict: Verdict): boolean => verdict === 'NON-STRICT' || verdict === 'FAIL'

t.test('what our engine does otherwise has a sentence', async t => {
  const told = page.slice(page.indexOf('## What our engine does otherwise'))
  const otherwise = Object.entries(records.get('rawzmq')?.verdicts ?? {})
    .filter(([, places]) => Object.values(places).some(isOtherwise))
    .map(([id]) => id)
  t.strictSame(
    [...told.matchAll(/^- `([a-z]+\/[\d.]+)` NON-STRICT: /gm)].map(([, id]) => id).toSorted(),
    otherwise.toSorted(),
  )
})
