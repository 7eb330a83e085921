// rawzmq/gate: one call that holds a Push shut until its consumers are ready, and the pure machine that
// decides. Re-exports only. What `rawzmq run` needs beside them is in the rooms of this folder: `machine`,
// `run` and `article`.
export type { Clock } from '../clock.js'
export { articlePolicy } from './article/article.js'
export { formatNotice } from './article/report.js'
export { initialState, step } from './machine/gate.js'
export { OUTCOME_CODES } from './machine/outcome.js'
export type { Fate, Peer } from './machine/peer.js'
export type { GateEventName, Phase } from './machine/signals.js'
export type {
  GateInput,
  GateOptions,
  GateState,
  LatePolicy,
  LossPolicy,
  Notice,
  OutcomeKind,
  PhaseTimes,
  PolicyName,
} from './machine/state.js'
export { gatedProducer, type GatedProducerOptions, type Work } from './run/gated-producer.js'
export { POLICIES, replay } from './run/policies.js'
export type {
  ConsumerRange,
  GatedResult,
  Losses,
  PeerHistory,
  RecordedRow,
} from './run/producer-contract.js'
export type { PushLike } from './run/public-push.js'
