// docs/conformance.md: the published matrix comes from the recorded runs in docs/conformance/, which must agree
// with the lists of expected deviations; and whatever our engine does otherwise has a sentence.
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Verdict } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { markdownMatrix } from '../../lib/conformance/report/markdown.js'
import { type RunRecord, unpublishedIn } from '../../lib/conformance/report/record.js'
import type { CaseResult } from '../../lib/conformance/result.js'
import { judge, parseExpectations } from '../../lib/conformance/select.js'
import { plain, readPage, sectionOf } from '../support/doc-sections.js'

/** In the order of the columns; ours first. */
const NAMES = ['rawzmq', 'libzmq-4.3.5', 'libzmq-4.3.4', 'jeromq-0.3.6']

const records = NAMES.map(
  name => JSON.parse(readFileSync(`docs/conformance/${name}.json`, 'utf8')) as RunRecord,
)

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

const sections = { matrix: markdownMatrix(records, CASES).trim() }
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

for (const [at, name] of NAMES.entries()) {
  const record = records[at]
  if (record === undefined) continue
  t.test(`${name}: whole, and as its list says`, async t => {
    const leftOut = at === 0 ? [] : unpublishedIn(CASES)
    const wanted = CASES.filter(({ slow }) => slow !== true).map(({ id }) => id)
    t.strictSame(
      Object.keys(record.verdicts).toSorted(),
      wanted.filter(id => !leftOut.includes(id)).toSorted(),
    )
    const list = readFileSync(`test/conformance/expected/${name}.txt`, 'utf8')
    const { unexpected, passed } = judge(resultsOf(record), parseExpectations(list, CASES), true)
    t.strictSame([...unexpected, ...passed], [])
    t.match(page, record.endpoint)
  })
}

const isOtherwise = (verdict: Verdict): boolean => verdict === 'NON-STRICT' || verdict === 'FAIL'

t.test('what our engine does otherwise has a sentence', async t => {
  const told = page.slice(page.indexOf('## What our engine does otherwise'))
  const otherwise = Object.entries(records[0]?.verdicts ?? {})
    .filter(([, places]) => Object.values(places).some(isOtherwise))
    .map(([id]) => id)
  t.strictSame(
    [...told.matchAll(/^- `([a-z]+\/[\d.]+)` NON-STRICT: /gm)].map(([, id]) => id).toSorted(),
    otherwise.toSorted(),
  )
})
