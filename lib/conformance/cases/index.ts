// Every case, in the catalogue's order.
import type { Case } from '../case.js'
import { ERROR_CASES, METADATA_CASES } from './error.js'
import { GREETING_CASES } from './greeting.js'
import { GREETING_TAKEN_CASES } from './greeting-taken.js'
import { NULL_CASES } from './handshake.js'
import { MECHANISM_CASES, VERSION_CASES } from './version.js'

/** All cases there are. */
export const CASES: readonly Case[] = [
  ...GREETING_CASES,
  ...GREETING_TAKEN_CASES,
  ...VERSION_CASES,
  ...MECHANISM_CASES,
  ...NULL_CASES,
  ...ERROR_CASES,
  ...METADATA_CASES,
]
