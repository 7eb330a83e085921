// The manifest of what the RFCs ask for, and which cases test it. docs/requirements.md is made from it.
import type { Case } from '../case.js'
import { isNamed } from '../select.js'
import { MECHANISMS } from './mechanisms.js'
import { OLDER } from './older.js'
import { PATTERNS } from './patterns.js'
import { PUBLISH } from './publish.js'
import { readManifest, type Requirement } from './read.js'
import { ZAP } from './zap.js'
import { ZMTP } from './zmtp.js'

export type { Requirement, RequirementLevel, RequirementStatus } from './read.js'

/** Every MUST, SHALL, SHOULD and MAY of RFC 13, 15, 23 to 31 and 37, with the cases that test it or why none does. */
export const REQUIREMENTS: readonly Requirement[] = [
  ZMTP,
  MECHANISMS,
  ZAP,
  PATTERNS,
  PUBLISH,
  OLDER,
].flatMap(readManifest)

/** The requirements that a case tests. */
export function requirementsOf({ id }: Pick<Case, 'id'>): readonly Requirement[] {
  return REQUIREMENTS.filter(({ cases }) => cases.some(name => isNamed(id, name)))
}
