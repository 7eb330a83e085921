// The ends of a run in words: which outcome, which code, why. Pure; no decision is made here.
import { errnoCode, systemErrorText } from '../../errors.js'
import { timeLimit } from './phase-times.js'
import { allPeers, fateOf, livePeers, NOT_CONSUMERS, refusalText } from './peer.js'
import type { Fate, Peer, PeerBook } from './peer.js'
import type { ErrorInput, GateState, Outcome, OutcomeKind } from './state.js'

/** Our own codes for ends that no system call reports. */
export const OUTCOME_CODES = {
  MISSING: 'ERR_CONSUMERS_MISSING',
  NOT_TAKEN: 'ERR_MESSAGE_NOT_TAKEN',
  STILL_LIVE: 'ERR_CONSUMERS_STILL_LIVE',
  NONE_LEFT: 'ERR_NO_CONSUMER_LEFT',
  LOST: 'ERR_CONSUMER_LOST',
  MONITOR_ENDED: 'ERR_MONITOR_ENDED',
  DEADLOCK: 'ERR_DEADLOCK',
  ABORTED: 'ERR_ABORTED',
  SUBSCRIBERS_MISSING: 'ERR_SUBSCRIBERS_MISSING',
  SUBSCRIBER_LOST: 'ERR_SUBSCRIBER_LOST',
} as const

/** What can be done about a bind that failed, by code; on ipc some codes mean something else. */
const BIND_HINTS: Partial<Record<string, string>> = {
  EACCES: 'ports below 1024 need rights this process does not have',
  'ipc EACCES': 'this process has no right to make a file there',
  EADDRINUSE: 'something else is bound there',
  'ipc EADDRINUSE':
    'another process is bound there, or the path is that of something else than a socket',
  EADDRNOTAVAIL: 'no interface of this machine has that address',
  ENAMETOOLONG: 'the path of a Unix socket may have 107 bytes',
  ENODEV: 'no interface of this machine has that name',
  ENOENT: 'the directory of the path does not exist',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EPROTONOSUPPORT: 'that transport is not supported',
  EINVAL: 'that is no endpoint to bind to',
}

/** As planned; a consumer that died on the way is named. */
export function stopped(state: GateState): Outcome {
  if (state.lost === 0) return { kind: 'stopped', phase: state.phase }
  const reason = `${count(state.lost, 'consumer')} died before a Quit could reach them`
  return { kind: 'stopped', phase: state.phase, code: OUTCOME_CODES.LOST, reason }
}

/** Whom a gate met that was waiting in vain, and what is said of them. */
const ABSENCES: readonly (readonly [fate: Fate, what: string])[] = [
  ['live', 'ready'],
  ['mute', 'connected without a handshake'],
  ['silent', `gone before a handshake: ${NOT_CONSUMERS}`],
  ['refused', 'refused in the handshake'],
  ['turned-away', 'turned away'],
  ['left-early', 'gone again'],
]

/** Not all consumers, or subscribers, came in time. */
export function missing(state: GateState): Outcome {
  const { consumers, enough = consumers, timeoutMs, topic } = state.options
  const absent = consumers - state.counted
  const asides = ABSENCES.flatMap(([fate, what]) => describeFate(state.peers, fate, what))
  const will = enough < consumers ? `, and ${enough} would have done` : ''
  if (topic !== undefined) {
    return end(state, 'timed-out', OUTCOME_CODES.SUBSCRIBERS_MISSING, [
      `${absent} of ${count(consumers, 'subscriber')} of ${topic} did not come within`,
      ` ${timeoutMs.waiting} ms${will}: ${state.counted} there`,
    ])
  }
  const found = asides.length === 0 ? 'nobody connected' : asides.join('; ')
  return end(state, 'timed-out', OUTCOME_CODES.MISSING, [
    `${absent} of ${count(consumers, 'consumer')} did not come within ${timeoutMs.waiting} ms${will}: ${found}`,
  ])
}

/** Consumers are left that do not go. */
export function stillLive(state: GateState): Outcome {
  const live = livePeers(state.peers)
  return end(state, 'timed-out', OUTCOME_CODES.STILL_LIVE, [
    `${count(live.length, 'consumer')} did not leave within ${state.options.timeoutMs.draining} ms`,
    ` of the last to go: ${describe(live, 'still connected') ?? 'unknown'}`,
  ])
}

/** Nobody takes the message that is to be sent: consumers are there, but they are full. */
export function notTaken(state: GateState): Outcome {
  if (state.options.topic !== undefined) {
    return end(state, 'timed-out', OUTCOME_CODES.NOT_TAKEN, [
      `message ${state.messages + 1} did not leave within ${state.options.timeoutMs.open} ms:`,
      ` a subscriber is full, and nothing may be dropped`,
    ])
  }
  const live = livePeers(state.peers)
  return end(state, 'timed-out', OUTCOME_CODES.NOT_TAKEN, [
    `no consumer took message ${state.messages + state.resent + 1} within`,
    ` ${state.options.timeoutMs.open} ms: ${describe(live, 'connected') ?? 'nobody is connected'}`,
  ])
}

/** A consumer, or a subscriber, was lost, and none may be. */
export function lostOne(state: GateState, peer?: Peer): Outcome {
  if (state.options.topic !== undefined) {
    return end(state, 'failed', OUTCOME_CODES.SUBSCRIBER_LOST, [
      `a subscriber of ${state.options.topic} was lost after`,
      ` ${count(state.messages, 'message')}; ${state.counted} still there`,
    ])
  }
  const name = peer?.remote === undefined ? '' : ` (${peer.remote})`
  return end(state, 'failed', OUTCOME_CODES.LOST, [
    `a consumer${name} was lost while the gate was ${state.phase}, after`,
    ` ${count(state.messages, 'message')}; ${count(state.counted, 'other')} still there`,
  ])
}

/** All consumers went while there was work to do. */
export function noneLeft(state: GateState): Outcome {
  return end(state, 'failed', OUTCOME_CODES.NONE_LEFT, [
    `every consumer died in the middle of the work, after ${count(state.messages, 'message')}`,
  ])
}

/** The user ended it. */
export function aborted(state: GateState): Outcome {
  return end(state, 'aborted', OUTCOME_CODES.ABORTED, [`aborted while ${state.phase}`])
}

/** The monitor ended before the run did. */
export function monitorEnded(state: GateState): Outcome {
  return end(state, 'failed', OUTCOME_CODES.MONITOR_ENDED, [
    `the monitor ended while the gate was ${state.phase}`,
  ])
}

/** Something could not be done. */
export function couldNot(state: GateState, error: ErrorInput): Outcome {
  if (error.during === 'bind') return bindFailed(state, error.code)
  return end(state, 'failed', error.code, [`cannot ${error.during}: ${error.message}`])
}

/** The bind failed with this code. */
export function bindFailed(state: GateState, code: string): Outcome {
  const isIpc = state.options.endpoint.startsWith('ipc:')
  const hint = (isIpc ? BIND_HINTS[`ipc ${code}`] : undefined) ?? BIND_HINTS[code]
  const aside = hint === undefined ? '' : `; ${hint}`
  return end(state, 'failed', code, [
    `cannot bind ${state.options.endpoint}: ${systemErrorText(code)} (${code})${aside}`,
  ])
}

/** The bind failed with the errno that BIND_FAILED carries. */
export function bindFailedWith(state: GateState, errno: number): Outcome {
  return bindFailed(state, errnoCode(errno))
}

/** The article's program would never go on from here. */
export function deadlocked(state: GateState): Outcome {
  const doing = state.isSending
    ? `a send with no consumer to take it blocks for ever`
    : `no event answers the last Quit`
  return end(state, 'deadlocked', OUTCOME_CODES.DEADLOCK, [
    `${doing}: nothing moved for ${timeLimit(state)} ms while ${state.phase}`,
    ` (${count(state.messages, 'message')} and ${count(state.quits, 'Quit')} sent,`,
    ` ${state.counted} of ${state.options.consumers} counted)`,
  ])
}

function end(
  { phase }: GateState,
  kind: OutcomeKind,
  code: string,
  texts: readonly string[],
): Outcome {
  return { kind, phase, code, reason: texts.join('') }
}

function describe(peers: readonly Peer[], what: string, number = peers.length): string | undefined {
  if (number === 0) return undefined
  const names = peers.slice(0, NAMED).flatMap(({ remote }) => remote ?? [])
  const more = number > NAMED ? [`${number - NAMED} more`] : []
  const list = names.length === 0 ? '' : ` (${[...names, ...more].join(', ')})`
  return `${number} ${what}${list}`
}

function describeFate(book: PeerBook, fate: Fate, what: string): string[] {
  const peers = allPeers(book).filter(peer => fateOf(peer) === fate)
  const text = describe(peers, what, peers.length + (book.forgotten[fate] ?? 0))
  const reasons = new Set(peers.flatMap(({ refusal }) => (refusal ? refusalText(refusal) : [])))
  if (text === undefined) return []
  return [reasons.size === 0 ? text : `${text}: ${[...reasons].join(', ')}`]
}

/** How many peers a reason names before it only counts. */
const NAMED = 8

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
