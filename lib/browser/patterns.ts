// Which pattern each socket type of a browser follows: socket/pattern/index.ts without those that are not there.
import type { AnyTypeName } from '../engine.js'
import { COMMON_PATTERNS, type PatternMaker } from '../socket/pattern/common.js'

const PATTERNS: Partial<Readonly<Record<AnyTypeName, PatternMaker>>> = COMMON_PATTERNS

/** What makes the pattern of a socket type. */
export function patternFor(type: AnyTypeName): PatternMaker {
  return PATTERNS[type] as PatternMaker
}
