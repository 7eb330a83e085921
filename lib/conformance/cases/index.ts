// Every case, in the catalogue's order.
import type { Case } from '../case.js'
import { COMMAND_CASES } from './command.js'
import { CONNECTION_CASES, ROBUST_CASES } from './connections.js'
import { ERROR_CASES, METADATA_CASES } from './error.js'
import { FRAMING_CASES } from './framing.js'
import { GREETING_CASES } from './greeting.js'
import { GREETING_TAKEN_CASES } from './greeting-taken.js'
import { NULL_CASES } from './handshake.js'
import { HEARTBEAT_CASES } from './heartbeat.js'
import { PAIR_CASES, PULL_CASES, PUSH_CASES } from './patterns.js'
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
  ...FRAMING_CASES,
  ...COMMAND_CASES,
  ...HEARTBEAT_CASES,
  ...PUSH_CASES,
  ...PULL_CASES,
  ...PAIR_CASES,
  ...CONNECTION_CASES,
  ...ROBUST_CASES,
]
