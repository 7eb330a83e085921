// Which pattern each socket type follows.
import type { SocketTypeName } from '../../engine.js'
import { Exclusive } from './exclusive.js'
import { FairQueue } from './fair-queue.js'
import type { Pattern } from './pattern.js'
import { RoundRobin } from './round-robin.js'

const PATTERNS: Partial<Record<SocketTypeName, () => Pattern>> = {
  PUSH: () => new RoundRobin(),
  PULL: () => new FairQueue(),
  PAIR: () => new Exclusive(),
}

/** The socket types of this engine. */
export const SUPPORTED_TYPES = Object.keys(PATTERNS) as readonly SocketTypeName[]

/** A new pattern for a socket type; undefined if this engine does not have the type. */
export function patternFor(type: SocketTypeName): Pattern | undefined {
  return PATTERNS[type]?.()
}
