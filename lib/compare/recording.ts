// What one run of a scenario leaves behind: the events of each socket as they came, and the outcomes
// of calls.
import type { MonitorEvent } from '../monitor/codec.js'

/** What a lane's roles depend on. */
export interface LaneRules {
  /** ZMQ_RECONNECT_IVL in ms. */
  readonly interval: number
  /** ZMQ_RECONNECT_IVL_MAX in ms. */
  readonly maximum: number
}

/** One monitor message: its raw parts, and what they say. */
export interface Recorded {
  readonly parts: readonly Buffer[]
  readonly decoded: MonitorEvent
}

/** The events of one socket. */
export interface LaneRecording {
  readonly socket: string
  readonly events: readonly Recorded[]
  readonly rules: LaneRules
}

/** One run: one scenario on one engine in one version. */
export interface Recording {
  readonly lanes: readonly LaneRecording[]
  readonly calls: readonly string[]
  /** The folder whose paths count as the same. */
  readonly folder: string
  /** Why the script did not come to its end. */
  readonly error?: string
}
