// The results of one or more endpoints as pages that need nothing else: the failures, a matrix of cases and endpoints
// that can be filtered, and a page for each case. Whatever comes from outside is escaped.
import type { Case, Verdict } from '../case.js'
import { worst } from '../outcomes.js'
import { portrait } from '../portrait.js'
import type { CaseResult, SuiteResult } from '../result.js'
import { SEVERITIES, SEVERITY_TEXTS, severityCounts } from '../severity.js'
import { anchorOf, casePage, type ExplainRun, nameOf } from './case-page.js'
import { xmlText } from './machine.js'
import { placeOf, unpublishedIn } from './record.js'
import { countsLine, incidentLines, reasonOf, VERDICTS } from './text.js'

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8884;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:Canvas}
td.v{text-align:center;white-space:nowrap;font-size:.85em}
.OK{background:#1a7f3733}.FAIL{background:#cf222e55;font-weight:600}.NON-STRICT{background:#bf870044}.INFO{background:#0969da33}.UNIMPLEMENTED{color:#8888}
pre{overflow-x:auto;background:#8881;padding:.5rem;font:12px/1.4 ui-monospace,monospace}
pre b{color:#0969da}pre b.FAIL{color:inherit}h2 a,h3 a{color:inherit;text-decoration:none}
tr:target td,h2:target,h3:target{outline:2px solid #bf8700}
form label{margin-right:1rem;white-space:nowrap}small{color:#888}
`

/** Hides rows whose gravest verdict is not ticked, or that do not hold the text. */
const FILTER = `
const form=document.querySelector('form'),rows=[...document.querySelectorAll('tr[data-verdict]')]
const show=()=>{const text=form.text.value.toLowerCase(),on=new Set([...form.querySelectorAll('input:checked')].map(box=>box.value))
let count=0;for(const row of rows){row.hidden=!on.has(row.dataset.verdict)||!row.textContent.toLowerCase().includes(text);if(!row.hidden)count++}
form.querySelector('output').textContent=count+' of '+rows.length}
form.addEventListener('input',show);form.addEventListener('submit',event=>event.preventDefault());show()
`

const page = (title: string, body: string, script = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${xmlText(title)}</title><style>${STYLE}</style></head><body>${body}${script === '' ? '' : `<script>${script}</script>`}</body></html>\n`

const SHORT: Readonly<Record<Verdict, string>> = {
  OK: 'ok',
  'NON-STRICT': 'lax',
  INFO: 'info',
  FAIL: 'FAIL',
  UNIMPLEMENTED: '–',
}

/** How pages are made. */
export interface PageOptions {
  /** True leaves out the verdicts on others that are not to be published: all but the first's. Default false. */
  readonly isPublished?: boolean
  /** What the octets of a run mean; without it they are only shown. */
  readonly explain?: ExplainRun
  /** True: beside the page of a case lies a file of its packets, with the same name. Default false. */
  readonly hasPackets?: (id: string) => boolean
}

/**
 * All pages by file name; `index.html` is the matrix.
 *
 * @param suites one for each endpoint, in the order of the columns
 */
export function htmlReport(
  suites: readonly SuiteResult[],
  cases: readonly Case[],
  { isPublished = false, explain = () => [], hasPackets = () => false }: PageOptions = {},
): ReadonlyMap<string, string> {
  const shown = isPublished
    ? suites.map((suite, at) => (at === 0 ? suite : publishable(suite, cases)))
    : suites
  const ran = cases.filter(({ id }) =>
    shown.some(({ results }) => results.some(result => result.id === id)),
  )
  const pages = new Map([['index.html', indexPage(shown, ran)]])
  for (const subject of ran) {
    const body = casePage(subject, shown, { explain, hasPackets: hasPackets(subject.id) })
    pages.set(`${nameOf(subject.id)}.html`, page(subject.id, body))
  }
  return pages
}

/** A result without the cases whose verdict on other implementations is not published. */
export function publishable(suite: SuiteResult, cases: readonly Case[]): SuiteResult {
  const hidden = unpublishedIn(cases)
  return { ...suite, results: suite.results.filter(({ id }) => !hidden.includes(id)) }
}

/** The graver, the earlier; what is not implemented comes last. */
const ORDER: readonly Verdict[] = ['FAIL', 'NON-STRICT', 'INFO', 'OK', 'UNIMPLEMENTED']

function indexPage(suites: readonly SuiteResult[], cases: readonly Case[]): string {
  const heads = suites.flatMap(suite =>
    placesIn(suite).map(place => `<th>${xmlText(suite.endpoint)}<br><small>${place}</small></th>`),
  )
  const rows = cases
    .map(subject => ({ subject, verdict: gravestOn(suites, subject.id) }))
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
    .map(({ subject, verdict }) => row(subject, verdict, suites))
  const title = `ZMTP conformance: ${suites.map(({ endpoint }) => endpoint).join(', ')}`
  const boxes = VERDICTS.map(
    verdict =>
      `<label><input type="checkbox" value="${verdict}" checked> ${verdict} (${cases.filter(({ id }) => gravestOn(suites, id) === verdict).length})</label>`,
  )
  const form = `<form><label>find <input type="search" name="text"></label>${boxes.join('')}<output></output></form>`
  return page(
    title,
    `<h1>ZMTP conformance</h1>${suites.map(summary).join('')}<p>b: the endpoint binds; c: it connects. What is gravest comes first.</p>${form}<table><thead><tr><th>case</th><th>rule</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    FILTER,
  )
}

function summary(suite: SuiteResult): string {
  const counts = severityCounts(suite.results)
  const lines = SEVERITIES.map(severity => {
    const { cases, fail, nonStrict } = counts[severity]
    return `<tr><td>${severity} <small>${xmlText(SEVERITY_TEXTS[severity])}</small></td><td class="v">${cases}</td><td class="v${fail > 0 ? ' FAIL' : ''}">${fail}</td><td class="v${nonStrict > 0 ? ' NON-STRICT' : ''}">${nonStrict}</td></tr>`
  })
  return `<h2>What ${xmlText(suite.endpoint)} does</h2><p>${portrait(suite).map(xmlText).join(' ')}</p><table><thead><tr><th>severity</th><th>cases</th><th>FAIL</th><th>NON-STRICT</th></tr></thead><tbody>${lines.join('')}</tbody></table><p><small>${xmlText(suite.startedAt)}, ${(suite.ms / 1000).toFixed(1)} s, seed ${suite.seed}, dialect ${suite.dialect}; ${xmlText([countsLine(suite.results), ...incidentLines(suite)].join('; '))}</small></p>`
}

/** The anchor is the id, which never changes. */
function row(subject: Case, verdict: Verdict, suites: readonly SuiteResult[]): string {
  const file = `${nameOf(subject.id)}.html`
  const cells = suites.flatMap((suite, at) =>
    placesIn(suite).map(place => cell(resultAt(suite, subject.id, place), file, at)),
  )
  const { level, severity } = subject
  return `<tr id="${xmlText(subject.id)}" data-verdict="${verdict}"><td><a href="${file}">${xmlText(subject.id)}</a></td><td>${xmlText(subject.title)} <small>${level}${severity === undefined ? '' : `, ${severity}`}</small></td>${cells.join('')}</tr>`
}

function gravestOn(suites: readonly SuiteResult[], id: string): Verdict {
  return worst(
    suites.flatMap(({ results }) =>
      results.filter(result => result.id === id).map(({ verdict }) => verdict),
    ),
  )
}

function placesIn(suite: SuiteResult): readonly string[] {
  return [...new Set(suite.results.map(placeOf))]
}

function resultAt(suite: SuiteResult, id: string, place: string): CaseResult | undefined {
  return suite.results.find(result => result.id === id && placeOf(result) === place)
}

function cell(result: CaseResult | undefined, file: string, at: number): string {
  if (result === undefined) return '<td class="v"></td>'
  const { verdict } = result
  return `<td class="v ${verdict}" title="${xmlText(`${verdict} ${reasonOf(result)}`)}"><a href="${file}#${anchorOf(result, at)}">${SHORT[verdict]}</a></td>`
}
