// The page of one case: what it asks, what came of it in each place, and every octet with what it means. An anchor for each
// place and run, which never changes. Whatever comes from outside is escaped.
import type { Case } from '../case.js'
import { outcomeText, tableOf } from '../outcomes.js'
import { type CaseResult, idOf, type RunResult, type SuiteResult } from '../result.js'
import { SEVERITY_TEXTS } from '../severity.js'
import { xmlText } from './machine.js'
import { entryLine, reasonOf } from './text.js'

/** What an entry of a transcript means: a line for each thing that it completes, and more about it. */
export interface Explained {
  readonly text: string
  /** The fields, as columns. */
  readonly more?: string
  readonly isFault?: boolean
}

/** Explains the octets of one run: for each entry of its transcript what it says. */
export type ExplainRun = (
  result: Pick<CaseResult, 'mode' | 'mechanism'>,
  run: RunResult,
) => readonly (readonly Explained[])[]

/** The name of a case's files, without an ending. */
export function nameOf(id: string): string {
  return id.replaceAll(/[^\w.-]/g, '-')
}

/** Where a result stands on the page of its case: `PULL-b` for a PULL that binds. */
export function anchorOf(result: Pick<CaseResult, 'socket' | 'mode'>, at: number): string {
  return `${at === 0 ? '' : `${at + 1}-`}${result.socket}-${result.mode === 'bind' ? 'b' : 'c'}`
}

/** The body of the page. */
export function casePage(
  subject: Case,
  suites: readonly SuiteResult[],
  { explain, hasPackets }: { readonly explain: ExplainRun; readonly hasPackets: boolean },
): string {
  const table = Object.entries(tableOf(subject, undefined, suites[0]?.dialect ?? 'libzmq')).map(
    ([outcome, verdict]) =>
      `<tr><td>${xmlText(outcomeText(outcome))}</td><td class="v ${verdict}">${verdict}</td></tr>`,
  )
  const sections = suites.flatMap((suite, at) =>
    suite.results
      .filter(({ id }) => id === subject.id)
      .map(result => {
        const anchor = anchorOf(result, at)
        const runs = result.runs.map((run, number) =>
          runSection(
            run,
            explain(result, run),
            `${anchor}-${nameOf(run.name ?? String(number + 1))}`,
          ),
        )
        return `<h2 id="${anchor}"><a href="#${anchor}">${xmlText(suite.endpoint)}: ${result.socket} ${xmlText(idOf(result))}</a> <span class="${result.verdict}">${result.verdict}</span></h2><p>${xmlText(reasonOf(result))} <small>${result.ms} ms</small></p>${runs.join('')}`
      }),
  )
  const { severity } = subject
  const meaning =
    severity === undefined ? '' : `<p>${severity}: ${xmlText(SEVERITY_TEXTS[severity])}.</p>`
  const packets = hasPackets
    ? `<p><a href="${nameOf(subject.id)}.pcapng">all octets as packets, for Wireshark</a></p>`
    : ''
  return `<p><a href="index.html#${xmlText(subject.id)}">all cases</a></p><h1>${xmlText(subject.id)}</h1><p>${xmlText(subject.title)}</p><p><small>${xmlText(subject.reference)}, ${subject.level}</small></p>${meaning}<table><tbody>${table.join('')}<tr><td>anything else</td><td class="v FAIL">FAIL</td></tr></tbody></table>${packets}${sections.join('')}`
}

function runSection(
  run: RunResult,
  explained: readonly (readonly Explained[])[],
  anchor: string,
): string {
  const name = run.name === undefined ? '' : `${run.name}: `
  const lines = run.transcript.map((entry, at) => {
    const said = (explained[at] ?? []).map(explainedLine).join('')
    return `<div>${xmlText(entryLine(entry))}</div>${said}`
  })
  const head = `<h3 id="${xmlText(anchor)}"><a href="#${xmlText(anchor)}">${xmlText(name + outcomeText(run.outcome))}</a> <small>${run.verdict}</small></h3>`
  return lines.length === 0 ? head : `${head}<pre>${lines.join('')}</pre>`
}

function explainedLine({ text, more, isFault = false }: Explained): string {
  const line = `<b${isFault ? ' class="FAIL"' : ''}>${' '.repeat(18)}${xmlText(text)}</b>`
  return more === undefined
    ? `<div>${line}</div>`
    : `<details><summary>${line}</summary>${xmlText(more)}</details>`
}
