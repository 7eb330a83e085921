// rawzmq/gate: one call that holds a Push shut until its consumers are ready, one that holds a PUB until its
// subscribers are there, and the pure machines that decide. Re-exports only. What `rawzmq run` needs beside them is in the rooms of this folder: `machine`,
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
  MachineName,
  Notice,
  OutcomeKind,
  PhaseTimes,
  PolicyName,
} from './machine/state.js'
export { gatedPublisher, type GatedPublisherOptions } from './run/gated-publisher.js'
export type { GatedPublisherResult } from './run/publisher-run.js'
export { gatedProducer, type GatedProducerOptions, type Work } from './run/gated-producer.js'
export { POLICIES, replay } from './run/policies.js'
export type {
  ConsumerRange,
  GatedResult,
  Losses,
  PeerHistory,
  RecordedRow,
} from './run/producer-contract.js'
export type { PublisherLike } from './run/publisher-socket.js'
export type { PushLike } from './run/public-push.js'
