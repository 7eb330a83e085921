// Every scenario, in the order of their names.
import type { Scenario } from '../scenario.js'
import { bindScenarios } from './bind.js'
import { bindIpcScenarios } from './bind-ipc.js'
import { closeScenarios } from './close.js'
import { connectScenarios } from './connect.js'
import { endsScenarios } from './ends.js'
import { errorCommandScenarios } from './error-command.js'
import { greetingScenarios } from './greeting.js'
import { curveScenarios } from './curve.js'
import { handshakeScenarios } from './handshake.js'
import { monitorScenarios } from './monitor.js'
import { pairScenarios } from './pair.js'
import { peersScenarios } from './peers.js'
import { plainScenarios } from './plain.js'
import { readyScenarios } from './ready.js'
import { reconnectScenarios } from './reconnect.js'
import { publishScenarios } from './publish.js'
import { requestScenarios } from './request.js'
import { routerScenarios } from './router.js'
import { draftScenarios } from './drafts.js'
import { pipesStatsScenarios } from './pipes-stats.js'
import { streamScenarios } from './stream.js'
import { typeScenarios } from './types.js'
import { subscriptionScenarios } from './subscriptions.js'
import { trafficScenarios } from './traffic.js'
import { wsScenarios } from './ws.js'
import { zapScenarios } from './zap.js'
import { zmtp1Scenarios } from './zmtp1.js'
import { zmtp2Scenarios } from './zmtp2.js'

/** All scenarios, sorted by name. */
export const SCENARIOS: readonly Scenario[] = [
  ...bindScenarios,
  ...bindIpcScenarios,
  ...closeScenarios,
  ...connectScenarios,
  ...curveScenarios,
  ...endsScenarios,
  ...errorCommandScenarios,
  ...greetingScenarios,
  ...handshakeScenarios,
  ...monitorScenarios,
  ...pairScenarios,
  ...peersScenarios,
  ...plainScenarios,
  ...readyScenarios,
  ...reconnectScenarios,
  ...publishScenarios,
  ...requestScenarios,
  ...routerScenarios,
  ...draftScenarios,
  ...pipesStatsScenarios,
  ...streamScenarios,
  ...typeScenarios,
  ...subscriptionScenarios,
  ...trafficScenarios,
  ...wsScenarios,
  ...zapScenarios,
  ...zmtp1Scenarios,
  ...zmtp2Scenarios,
].toSorted((one, other) => (one.name < other.name ? -1 : 1))
