// The manifest as tables of Markdown, for docs/requirements.md. Pure.
import type { Requirement, RequirementStatus } from './read.js'

const STATUSES: readonly RequirementStatus[] = [
  'tested',
  'not testable from outside',
  'not applicable',
]

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)

const rfcsOf = (requirements: readonly Requirement[]): readonly number[] =>
  [...new Set(requirements.flatMap(({ rfcs }) => rfcs))].toSorted((a, b) => a - b)

/** How many requirements there are of each status: a row for each RFC. */
export function requirementCounts(requirements: readonly Requirement[]): string {
  const rows = rfcsOf(requirements).map(rfc => {
    const own = requirements.filter(({ rfcs }) => rfcs.includes(rfc))
    const counts = STATUSES.map(status => own.filter(each => each.status === status).length)
    return [`RFC ${rfc}`, ...[own.length, ...counts].map(String)]
  })
  return table(['', 'asks for', ...STATUSES], rows).join('\n')
}

/** Every requirement: a table for each section. */
export function requirementTables(requirements: readonly Requirement[]): string {
  const heads = [...new Set(requirements.map(headOf))]
  const parts = heads.flatMap(head => [
    `### ${head}`,
    '',
    ...table(
      ['level', 'what is asked for', 'cases'],
      requirements
        .filter(each => headOf(each) === head)
        .map(({ level, says, status, cases, reason }) => [
          level,
          says,
          status === 'tested' ? cases.map(id => `\`${id}\``).join(', ') : `${status}: ${reason}`,
        ]),
    ),
    '',
  ])
  return parts.join('\n').trim()
}

const headOf = ({ rfcs, section }: Requirement): string => `RFC ${rfcs.join(' and ')}: ${section}`
