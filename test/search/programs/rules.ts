// Differences between libzmq and us that are meant: each a predicate with its reason. No rule, no excuse.
import { hasReordered, hasRepeated } from './rules/faults.js'
import { type Rule, socketsThatDiffer } from './rules/facts.js'
import { PIPELINE_RULES } from './rules/pipeline.js'
import { PUBLISH_RULES } from './rules/publish.js'
import { REQUEST_RULES } from './rules/request.js'
import type { Difference } from './search.js'

const RULES: readonly Rule[] = [...PIPELINE_RULES, ...REQUEST_RULES, ...PUBLISH_RULES]

/**
 * The reason why a difference is meant, or the reasons, one for each socket; undefined if it is not. No rule has a say where
 * ours gives a message twice, or in another order than it was sent on the one connection there was.
 */
export function explain(difference: Difference): string | undefined {
  if (hasRepeated(difference) || hasReordered(difference)) return undefined
  const whole = reasonOf(difference)
  if (whole !== undefined) return whole
  const { program, native, ours } = difference
  const reasons = [...new Set(socketsThatDiffer(difference))].map(socket =>
    reasonOf({
      program,
      native,
      ours: ours.map((line, at) => {
        const owner = program.calls[at]?.socket ?? at - program.calls.length
        return owner === socket ? line : (native[at] ?? line)
      }),
    }),
  )
  if (reasons.length === 0 || reasons.includes(undefined)) return undefined
  return [...new Set(reasons)].join(' And: ')
}

function reasonOf(difference: Difference): string | undefined {
  return RULES.find(({ explains }) => explains(difference))?.reason
}
