// Every group there is, in the order of the report.
import type { Group, Setting } from '../trial.js'
import { curve, curveConnections } from './curve.js'
import { gate } from './gate.js'
import { growth } from './growth.js'
import { latency } from './latency.js'
import { memory } from './memory.js'
import { monitor, monitored } from './monitor.js'
import { peerMemory, peers } from './peers.js'
import { publishing, subscriptions } from './publish.js'
import { roundTrips } from './round-trips.js'
import { startUp } from './start-up.js'
import { throughput } from './throughput.js'

/** A name may stand for several tables. */
export const GROUPS: Readonly<Record<string, (setting: Setting) => Group[]>> = {
  throughput: setting => [throughput(setting)],
  latency: setting => [latency(setting)],
  'round-trips': setting => [roundTrips(setting)],
  publish: setting => [publishing(setting), subscriptions(setting)],
  curve: setting => [curve(setting), curveConnections(setting)],
  peers: setting => [peers(setting), peerMemory(setting)],
  monitor: setting => [monitor(setting), monitored(setting)],
  gate: setting => [gate(setting)],
  growth: setting => [growth(setting)],
  memory: setting => [memory(setting)],
  'start-up': setting => [startUp(setting)],
}
