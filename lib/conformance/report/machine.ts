// The result of a run for machines: TAP 14, JUnit XML. (JSON is the result itself.)
import { type CaseResult, type SuiteResult, idOf, restartsIn, retriesIn } from '../result.js'
import { entryLine, incidentLines, reasonOf } from './text.js'

const isBadIn = ({ verdict, isUnexpectedPass }: CaseResult, isStrict: boolean): boolean =>
  verdict === 'FAIL' || (isStrict && verdict === 'NON-STRICT') || isUnexpectedPass === true

/** TAP version 14; expected failures are TODO, what is not implemented is SKIP. */
export function tapReport(suite: SuiteResult, isStrict: boolean): string {
  const lines = ['TAP version 14', `1..${suite.results.length}`]
  suite.results.forEach((result, index) => {
    const isBad = isBadIn(result, isStrict)
    const name = `${result.socket} ${idOf(result)} ${result.title}`.replaceAll(
      /[\\#]/g,
      String.raw`\$&`,
    )
    const directive =
      result.verdict === 'UNIMPLEMENTED'
        ? ` # SKIP ${result.note ?? ''}`
        : result.isExpected === true
          ? ' # TODO expected'
          : ''
    lines.push(`${isBad ? 'not ok' : 'ok'} ${index + 1} - ${name}${directive}`)
    if (isBad || (result.verdict !== 'OK' && result.verdict !== 'UNIMPLEMENTED')) {
      lines.push('  ---', `  verdict: ${result.verdict}`)
      lines.push(`  reason: ${JSON.stringify(reasonOf(result))}`, '  ...')
    }
  })
  lines.push(...incidentLines(suite).map(text => `# ${text}`))
  return `${lines.join('\n')}\n`
}

/** Text as XML can hold it. */
export function xmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/[^\t\n\r\u0020-\uFFFD]/g, '\uFFFD')
}

/** JUnit XML: a test suite for each socket type and direction. */
export function junitReport(suite: SuiteResult, isStrict: boolean): string {
  const groups = groupByPlace(suite.results)
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>']
  lines.push(`<testsuites name="${xmlText(suite.endpoint)}" time="${suite.ms / 1000}">`)
  for (const [name, results] of groups) {
    const isFailure = (result: CaseResult): boolean =>
      isBadIn(result, isStrict) && result.isExpected !== true
    const failures = results.filter(isFailure).length
    const skipped = results.filter(({ verdict }) => verdict === 'UNIMPLEMENTED').length
    lines.push(
      `<testsuite name="${xmlText(name)}" tests="${results.length}" failures="${failures}" skipped="${skipped}">`,
      `<properties>${property('restarts', restartsIn(results))}${property('retries', retriesIn(results))}</properties>`,
    )
    for (const result of results) {
      const title = xmlText(`${idOf(result)} ${result.title}`)
      lines.push(`<testcase classname="${name}" name="${title}" time="${result.ms / 1000}">`)
      if (result.verdict === 'UNIMPLEMENTED') {
        lines.push(`<skipped message="${xmlText(result.note ?? '')}"/>`)
      } else if (isFailure(result)) {
        const octets = result.runs.flatMap(run => run.transcript.map(entryLine)).join('\n')
        lines.push(
          `<failure type="${result.verdict}" message="${xmlText(reasonOf(result))}">${xmlText(octets)}</failure>`,
        )
      }
      lines.push('</testcase>')
    }
    lines.push('</testsuite>')
  }
  lines.push('</testsuites>')
  return `${lines.join('\n')}\n`
}

const property = (name: string, value: number): string =>
  `<property name="${name}" value="${value}"/>`

function groupByPlace(results: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
  const groups = new Map<string, CaseResult[]>()
  for (const result of results) {
    const name = `${result.socket} ${result.mode}`
    groups.set(name, [...(groups.get(name) ?? []), result])
  }
  return groups
}
