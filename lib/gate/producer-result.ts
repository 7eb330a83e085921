// From what a gate kept to what a producer gives back.
import type { Engine } from '../engine.js'
import type { MonitorFeed } from './monitor-feed.js'
import { allPeers, fateOf, type Peer } from './peer.js'
import type { PeerHistory, ProducerResult } from './producer-contract.js'
import type { GateState, PolicyName } from './state.js'

/** What a run knows beside its gate. */
export interface RunFacts {
  readonly engine: Engine
  readonly policy: PolicyName
  readonly endpoint: string
  readonly sent: number
  readonly quits: number
  readonly startedAt: number
  readonly endedAt: number
}

/** The result of a run that has ended. */
export function toResult(
  state: GateState,
  feed: MonitorFeed | undefined,
  facts: RunFacts,
): ProducerResult {
  const { outcome, lost, peers } = state
  if (outcome === undefined) throw new Error('a run that is over has an outcome')
  const { kind, ...rest } = outcome
  const { engine, policy, endpoint, sent, quits, startedAt, endedAt } = facts
  return {
    engine: engine.name,
    engineVersion: engine.version,
    gate: policy,
    endpoint,
    sent,
    quits,
    events: feed?.counts ?? {},
    outcome: kind,
    ...rest,
    lost,
    ...(feed !== undefined && { monitorVersion: feed.version }),
    isInferred: peers.isInferred,
    peers: allPeers(peers).map(peer => toHistory(peer, startedAt)),
    durationMs: endedAt - startedAt,
  }
}

function toHistory(peer: Peer, startedAt: number): PeerHistory {
  const { acceptedAt, readyAt, goneAt, ...rest } = peer
  return {
    ...rest,
    fate: fateOf(peer),
    ...(acceptedAt !== undefined && { acceptedMs: acceptedAt - startedAt }),
    ...(readyAt !== undefined && { readyMs: readyAt - startedAt }),
    ...(goneAt !== undefined && { goneMs: goneAt - startedAt }),
  }
}
