// The results of one or more endpoints as pages that need nothing else: a matrix of cases and endpoints,
// and a page for each case with every octet. Whatever comes from outside is escaped.
import type { Case, Verdict } from '../case.js'
import { outcomeText, tableOf } from '../outcomes.js'
import { portrait } from '../portrait.js'
import { type CaseResult, idOf, type SuiteResult } from '../result.js'
import { xmlText } from './machine.js'
import { placeOf, unpublishedIn } from './record.js'
import { countsLine, entryLine, incidentLines, reasonOf } from './text.js'

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8884;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:Canvas}
td.v{text-align:center;white-space:nowrap;font-size:.85em}
.OK{background:#1a7f3733}.FAIL{background:#cf222e55;font-weight:600}.NON-STRICT{background:#bf870044}.INFO{background:#0969da33}.UNIMPLEMENTED{color:#8888}
pre{overflow-x:auto;background:#8881;padding:.5rem;font:12px/1.4 ui-monospace,monospace}
small{color:#888}
`

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${xmlText(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>\n`

/** The file of a case's page. */
function fileOf(id: string): string {
  return `${id.replaceAll(/[^\w.-]/g, '-')}.html`
}

const SHORT: Readonly<Record<Verdict, string>> = {
  OK: 'ok',
  'NON-STRICT': 'lax',
  INFO: 'info',
  FAIL: 'FAIL',
  UNIMPLEMENTED: '–',
}

/**
 * All pages by file name; `index.html` is the matrix.
 *
 * @param suites one for each endpoint, in the order of the columns
 * @param isPublished leaves out the verdicts on others that are not to be published: all but the first's
 */
export function htmlReport(
  suites: readonly SuiteResult[],
  cases: readonly Case[],
  isPublished = false,
): ReadonlyMap<string, string> {
  const shown = isPublished
    ? suites.map((suite, at) => (at === 0 ? suite : publishable(suite, cases)))
    : suites
  const ran = cases.filter(({ id }) =>
    shown.some(({ results }) => results.some(result => result.id === id)),
  )
  const pages = new Map([['index.html', indexPage(shown, ran)]])
  for (const subject of ran) pages.set(fileOf(subject.id), casePage(subject, shown))
  return pages
}

/** A result without the cases whose verdict on other implementations is not published. */
export function publishable(suite: SuiteResult, cases: readonly Case[]): SuiteResult {
  const hidden = unpublishedIn(cases)
  return { ...suite, results: suite.results.filter(({ id }) => !hidden.includes(id)) }
}

function indexPage(suites: readonly SuiteResult[], cases: readonly Case[]): string {
  const heads = suites.flatMap(suite =>
    placesIn(suite).map(place => `<th>${xmlText(suite.endpoint)}<br><small>${place}</small></th>`),
  )
  const rows = cases.map(subject => {
    const cells = suites.flatMap(suite =>
      placesIn(suite).map(place => cell(resultAt(suite, subject.id, place))),
    )
    return `<tr><td><a href="${fileOf(subject.id)}">${xmlText(subject.id)}</a></td><td>${xmlText(subject.title)} <small>${subject.level}</small></td>${cells.join('')}</tr>`
  })
  const portraits = suites.map(
    suite =>
      `<h2>What ${xmlText(suite.endpoint)} does</h2><p>${portrait(suite).map(xmlText).join(' ')}</p><p><small>${xmlText(suite.startedAt)}, ${(suite.ms / 1000).toFixed(1)} s, seed ${suite.seed}, dialect ${suite.dialect}; ${xmlText([countsLine(suite.results), ...incidentLines(suite)].join('; '))}</small></p>`,
  )
  const title = `ZMTP conformance: ${suites.map(({ endpoint }) => endpoint).join(', ')}`
  return page(
    title,
    `<h1>ZMTP conformance</h1>${portraits.join('')}<p>b: the endpoint binds; c: it connects.</p><table><thead><tr><th>case</th><th>rule</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}

function placesIn(suite: SuiteResult): readonly string[] {
  return [...new Set(suite.results.map(placeOf))]
}

function resultAt(suite: SuiteResult, id: string, place: string): CaseResult | undefined {
  return suite.results.find(result => result.id === id && placeOf(result) === place)
}

function cell(result: CaseResult | undefined): string {
  if (result === undefined) return '<td class="v"></td>'
  const { verdict } = result
  return `<td class="v ${verdict}" title="${xmlText(`${verdict} ${reasonOf(result)}`)}">${SHORT[verdict]}</td>`
}

function casePage(subject: Case, suites: readonly SuiteResult[]): string {
  const table = Object.entries(tableOf(subject, undefined, suites[0]?.dialect ?? 'libzmq')).map(
    ([outcome, verdict]) =>
      `<tr><td>${xmlText(outcomeText(outcome))}</td><td class="v ${verdict}">${verdict}</td></tr>`,
  )
  const sections = suites.flatMap(suite =>
    suite.results
      .filter(({ id }) => id === subject.id)
      .map(
        result =>
          `<h2>${xmlText(suite.endpoint)}: ${result.socket} ${xmlText(idOf(result))} <span class="${result.verdict}">${result.verdict}</span></h2><p>${xmlText(reasonOf(result))} <small>${result.ms} ms</small></p>${result.runs.map(runSection).join('')}`,
      ),
  )
  return page(
    subject.id,
    `<p><a href="index.html">all cases</a></p><h1>${xmlText(subject.id)}</h1><p>${xmlText(subject.title)}</p><p><small>${xmlText(subject.reference)}, ${subject.level}</small></p><table><tbody>${table.join('')}<tr><td>anything else</td><td class="v FAIL">FAIL</td></tr></tbody></table>${sections.join('')}`,
  )
}

function runSection(run: CaseResult['runs'][number]): string {
  const name = run.name === undefined ? '' : `${run.name}: `
  const octets = run.transcript.map(entryLine).join('\n')
  return `<h3>${xmlText(name + outcomeText(run.outcome))} <small>${run.verdict}</small></h3>${octets === '' ? '' : `<pre>${xmlText(octets)}</pre>`}`
}
