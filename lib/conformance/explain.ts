// A case in words: what `--list` and `--explain` show. Pure.
import type { Case, Step } from './case.js'
import { outcomeText, tableOf } from './outcomes.js'
import { requirementsOf } from './requirements/index.js'
import { SEVERITY_TEXTS } from './severity.js'
import { BASE_TYPES } from './vocabulary.js'

/** One line for each case. */
export function listCases(cases: readonly Case[]): string {
  return cases
    .map(
      ({ id, level, title, slow }) =>
        `${id.padEnd(16)} ${level.padEnd(10)} ${title}${slow === true ? ' (slow)' : ''}\n`,
    )
    .join('')
}

/** Everything about one case. */
export function explainCase(subject: Case): string {
  const lines = [
    `${subject.id}  (requirement ${subject.number})`,
    subject.title,
    `${subject.reference}; ${subject.level}`,
    ...(subject.severity === undefined
      ? []
      : [`who fails it: ${SEVERITY_TEXTS[subject.severity]} (${subject.severity})`]),
    ...requirementsOf(subject).map(
      ({ rfcs, section, level, says }) =>
        `for RFC ${rfcs.join(', ')} §${section}: ${level} ${says}`,
    ),
    `socket types: ${(subject.sockets ?? BASE_TYPES).join(', ')}`,
    `the endpoint: ${(subject.modes ?? ['bind', 'connect']).map(mode => `${mode}s`).join(', ')}`,
  ]
  if (subject.needs !== undefined) lines.push(`needs: ${subject.needs.join(', ')}`)
  if (subject.options !== undefined) lines.push(`options: ${JSON.stringify(subject.options)}`)
  for (const run of subject.runs) {
    const where = [...(run.sockets ?? []), ...(run.modes ?? [])].join(' ')
    lines.push('', `run ${run.name ?? ''} ${where}`.trimEnd())
    if (run.sweep !== undefined) lines.push(`  for sweep = ${run.sweep[0]} to ${run.sweep[1]}`)
    for (const step of run.steps) lines.push(`  ${stepLine(step)}`)
    if (run.fresh !== false) lines.push('  (then: a fresh good link must still work)')
  }
  lines.push('')
  for (const dialect of ['libzmq', 'rfc'] as const) {
    if (dialect === 'rfc' && subject.dialects === undefined) continue
    lines.push(subject.dialects === undefined ? 'outcomes:' : `outcomes, dialect ${dialect}:`)
    for (const [outcome, verdict] of Object.entries(tableOf(subject, undefined, dialect))) {
      lines.push(`  ${verdict.padEnd(13)} ${outcomeText(outcome)}`)
    }
    lines.push('  FAIL          anything else')
  }
  return `${lines.join('\n')}\n`
}

function stepLine(step: Step): string {
  const text = JSON.stringify(step).replaceAll(/"([a-z]+)":/g, '$1: ')
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
