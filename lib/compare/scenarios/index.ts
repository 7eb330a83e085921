// Every scenario, in the order of their names.
import type { Scenario } from '../scenario.js'
import { scenario as bindWildcardPort } from './bind-wildcard-port.js'
import { scenario as handshake } from './handshake.js'
import { scenario as inprocSilence } from './inproc-silence.js'
import { scenario as peerCloses } from './peer-closes.js'
import { scenario as refused } from './refused.js'

/** All scenarios. */
export const SCENARIOS: readonly Scenario[] = [
  bindWildcardPort,
  handshake,
  inprocSilence,
  peerCloses,
  refused,
]
