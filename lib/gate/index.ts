// rawzmq/gate: a producer that waits for its consumers, and the consumers. Re-exports only.
export { ARTICLE_MONITOR, ARTICLE_TABLE, articlePolicy } from './article.js'
export {
  runConsumer,
  type ConsumerOptions,
  type ConsumerOutcome,
  type ConsumerResult,
} from './consumer.js'
export { GATE_TABLE, initialState, readyPolicy, step, wakeAt } from './gate.js'
export { OUTCOME_CODES } from './outcome.js'
export { allPeers, fateOf, livePeers, type Fate, type Peer, type PeerBook } from './peer.js'
export { POLICIES, replay } from './policies.js'
export { runProducer } from './producer.js'
export type * from './producer-contract.js'
export * from './report.js'
export * from './sequence.js'
export * from './signals.js'
export type * from './state.js'
