// From what a gate kept to what a run gives back.
import type { MonitorFeed } from './monitor-feed.js'
import { allPeers, fateOf, type Peer } from '../machine/peer.js'
import type { GatedResult, Losses, PeerHistory } from './producer-contract.js'
import type { GateState, PolicyName } from '../machine/state.js'

/** What a peer was given. */
export interface PeerAccount {
  readonly messages: number
  readonly queued: number
  readonly identity?: Uint8Array
}

/** What a run knows beside its gate. */
export interface RunFacts {
  readonly policy: PolicyName
  readonly endpoint: string
  readonly sent: number
  readonly quits: number
  /** By handshake; empty where the engine keeps none. */
  readonly accounts: ReadonlyMap<number, PeerAccount>
  readonly startedAt: number
  readonly endedAt: number
}

/** The result of a run that has ended. */
export function toResult(
  state: GateState,
  feed: MonitorFeed | undefined,
  facts: RunFacts,
): GatedResult {
  const { outcome, lost, resent } = state
  if (outcome === undefined) throw new Error('a run that is over has an outcome')
  const { kind, ...rest } = outcome
  const { policy, endpoint, sent, quits, accounts, startedAt, endedAt } = facts
  // Where Quits are shared, there is no account.
  const isTargeted = state.options.quits !== 'shared' && accounts.size > 0
  const peers = allPeers(state.peers).map(peer => {
    const account = peer.handshake === undefined ? undefined : accounts.get(peer.handshake)
    return toHistory(peer, isTargeted ? account : undefined, startedAt)
  })
  return {
    gate: policy,
    endpoint,
    sent: sent - resent,
    resent,
    quits,
    events: feed?.counts ?? {},
    outcome: kind,
    ...rest,
    lost,
    ...(isTargeted && { losses: lossesOf(peers, resent) }),
    ...(feed !== undefined && { monitorVersion: feed.version }),
    isInferred: state.peers.isInferred,
    peers,
    forgotten: state.peers.forgotten,
    durationMs: endedAt - startedAt,
  }
}

function toHistory(peer: Peer, account: PeerAccount | undefined, startedAt: number): PeerHistory {
  const { acceptedAt, readyAt, goneAt, quitAt, hadNoQuit: _, handshake: __, ...rest } = peer
  const hasQuit = quitAt !== undefined
  return {
    ...rest,
    fate: fateOf(peer),
    ...(acceptedAt !== undefined && { acceptedMs: acceptedAt - startedAt }),
    ...(readyAt !== undefined && { readyMs: readyAt - startedAt }),
    ...(quitAt !== undefined && { quitMs: quitAt - startedAt }),
    ...(goneAt !== undefined && { goneMs: goneAt - startedAt }),
    ...(account?.identity !== undefined && {
      identity: Buffer.from(account.identity).toString('hex'),
    }),
    ...(account !== undefined && {
      // A Quit is the last thing in a queue, so one that is queued is one of the unsent.
      messages: account.messages - Number(hasQuit),
      unsent: Math.max(0, account.queued - Number(hasQuit)),
      hasQuit,
    }),
  }
}

/** Consumers that went without a Quit take with them what they were given. */
function lossesOf(peers: readonly PeerHistory[], resent: number): Losses {
  const dead = peers.filter(({ fate, readyMs }) => fate === 'died' && readyMs !== undefined)
  const unsent = dead.reduce((sum, peer) => sum + (peer.unsent ?? 0), 0)
  const given = dead.reduce((sum, peer) => sum + (peer.messages ?? 0), 0)
  return { unsent: Math.max(0, unsent - resent), unprocessed: given - unsent }
}
