// rawzmq/gate: a producer that waits for its consumers, and the consumers. Re-exports only.
export type { Clock, Timer } from '../clock.js'
export type * from '../engine.js'
export { ARTICLE_MONITOR, ARTICLE_TABLE, articlePolicy } from './article.js'
export {
  runConsumer,
  type ConsumerOptions,
  type ConsumerOutcome,
  type ConsumerResult,
} from './consumer.js'
export { explainArticle, formatFindings, type Finding, type Received } from './explain.js'
export { gatedProducer, type GatedProducerOptions, type Work } from './gated-producer.js'
export { GATE_TABLE, initialState, readyPolicy, step, wakeAt } from './gate.js'
export { fromObserver, type EventObserver, type ObservedEvent } from './observer-reader.js'
export type { IntMap } from './int-map.js'
export { OUTCOME_CODES } from './outcome.js'
export {
  allPeers,
  fateOf,
  livePeers,
  type Fate,
  type Namesakes,
  type Peer,
  type PeerBook,
  type Refusal,
} from './peer.js'
export { POLICIES, replay } from './policies.js'
export { runProducer } from './producer.js'
export type * from './producer-contract.js'
export type { GateTable } from './moves.js'
export type { PushLike } from './public-push.js'
export { rehearsalInputs, rehearsalOptions, rehearse, type Rehearsal } from './rehearsal.js'
export * from './report.js'
export * from './sequence.js'
export * from './signals.js'
export type * from './state.js'
export { signalText, statePicture, tableText } from './table-text.js'
