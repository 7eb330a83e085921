// Differences between libzmq and us that are meant: each a predicate with its reason. No rule, no excuse.
import type { Difference } from './search.js'

interface Rule {
  readonly reason: string
  readonly explains: (difference: Difference) => boolean
}

const RULES: readonly Rule[] = []

/** The reason why a difference is meant; undefined if it is not. */
export function explain(difference: Difference): string | undefined {
  return RULES.find(({ explains }) => explains(difference))?.reason
}
