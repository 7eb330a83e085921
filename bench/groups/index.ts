// Every group there is, in the order of the report.
import type { Group, Setting } from '../trial.js'
import { latency } from './latency.js'
import { throughput } from './throughput.js'

/** A name may stand for several tables. */
export const GROUPS: Readonly<Record<string, (setting: Setting) => Group[]>> = {
  throughput: setting => [throughput(setting)],
  latency: setting => [latency(setting)],
}
