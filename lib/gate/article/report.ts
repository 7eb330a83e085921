// What a run says: the article's log lines, notices for people, exit codes. Text only.
import { NOT_CONSUMERS, refusalText, type Peer, type Refusal } from '../machine/peer.js'
import type { Notice, OutcomeKind } from '../machine/state.js'

/** One line of a producer's log; `text` is the message of `send` and `quit`. */
export interface ProducerLine {
  readonly side: 'producer'
  readonly kind: 'setup' | 'accepted' | 'start' | 'send' | 'quit' | 'stop'
  readonly id: number
  readonly text?: string
  /** Milliseconds since the Unix epoch. */
  readonly epochMs: number
}

/** One line of a consumer's log; `text` is the message of `recv`. */
export interface ConsumerLine {
  readonly side: 'consumer'
  readonly kind: 'start' | 'recv' | 'stop'
  readonly id: number
  readonly text?: string
  /** Milliseconds since the Unix epoch. */
  readonly epochMs: number
}

/** A line of either side. */
export type RunLine = ProducerLine | ConsumerLine

const PRODUCER_TEXTS: Readonly<
  Record<ProducerLine['kind'], (line: ProducerLine) => string | undefined>
> = {
  setup: ({ id }) => `Producer ${id} setup`,
  accepted: () => 'Producer accepted',
  start: ({ id }) => `Producer ${id} start`,
  send: ({ id, text }) => `Producer ${id} send: ${text ?? ''}`,
  quit: () => undefined,
  stop: ({ id }) => `Producer ${id} stop`,
}

const CONSUMER_TEXTS: Readonly<Record<ConsumerLine['kind'], (line: ConsumerLine) => string>> = {
  start: ({ id }) => `Consumer ${id} start`,
  recv: ({ id, text }) => `Consumer ${id} recv: ${text ?? ''}`,
  stop: ({ id }) => `Consumer ${id} stop`,
}

/**
 * A line as the article prints it, without a line end: `[ 1561228921.433 ]: Producer 0 setup`.
 * Undefined for what it does not print: Quits that are sent.
 */
export function formatLine(line: RunLine): string | undefined {
  const text =
    line.side === 'producer' ? PRODUCER_TEXTS[line.kind](line) : CONSUMER_TEXTS[line.kind](line)
  return text === undefined ? undefined : `[ ${formatEpoch(line.epochMs)} ]: ${text}`
}

/** Epoch milliseconds as seconds with three digits behind the point; parts of a millisecond are cut. */
export function formatEpoch(epochMs: number): string {
  const whole = Math.floor(epochMs)
  const milliseconds = String(whole % 1000).padStart(3, '0')
  return `${Math.floor(whole / 1000)}.${milliseconds}`
}

const NOTICE_TEXTS: Readonly<Record<Notice['kind'], (notice: Notice) => string>> = {
  accepted: ({ peer, counted }) => `${named(peer)} is ready; ${counted} counted`,
  'left-early': ({ peer, counted }) => `${named(peer)} left before the start; ${counted} counted`,
  'joined-late': ({ peer, counted }) => `${named(peer)} joined after the start; ${counted} live`,
  extra: ({ peer, counted }) => `${named(peer)} is one more than was waited for; ${counted} live`,
  died: ({ peer, counted }) =>
    `${named(peer)} died ${peer?.quitAt === undefined ? 'before its Quit' : 'with its Quit unread'}; ${counted} live`,
  silent: ({ peer }) => `${named(peer)} left before a handshake: ${NOT_CONSUMERS}`,
  refused: ({ peer, refusal }) =>
    `${named(peer)} failed in the handshake and does not count${because(refusal)}`,
  'turned-away': ({ peer, refusal }) => `${named(peer)} was turned away${because(refusal)}`,
  enough: ({ counted }) => `the time to wait is over; ${counted} will do`,
  subscribed: ({ counted }) => `one subscribes; ${counted} counted`,
  unsubscribed: ({ counted }) => `one subscribes no more; ${counted} counted`,
  'quit-again': ({ counted }) => `${counted} did not leave in time; each gets another Quit`,
}

/** A notice for people, in one line. */
export function formatNotice(notice: Notice): string {
  return NOTICE_TEXTS[notice.kind](notice)
}

function because(refusal: Refusal | undefined): string {
  return refusal === undefined ? '' : `: ${refusalText(refusal)}`
}

function named(peer: Peer | undefined): string {
  const { remote, fd } = peer ?? {}
  if (remote !== undefined) return `the peer ${remote}`
  return fd === undefined ? 'a peer' : `the peer on descriptor ${fd}`
}

const EXIT_CODES: Readonly<Record<OutcomeKind, number>> = {
  stopped: 0,
  failed: 1,
  deadlocked: 1,
  'timed-out': 3,
  aborted: 130,
}

/** Codes that say more than the outcome: an endpoint that is none, or another side that died. */
const BY_CODE: ReadonlyMap<string | undefined, number> = new Map([
  ['EINVAL', 2],
  ['EPROTONOSUPPORT', 2],
  ['ENAMETOOLONG', 2],
  ['ERR_NO_CONSUMER_LEFT', 3],
  ['ERR_CONSUMER_LOST', 3],
])

/**
 * The exit code of a run: 0 done, 1 it failed, 2 an endpoint is none, 3 the other side is missing or died, 130
 * aborted.
 */
export function exitCodeOf(result: {
  readonly outcome: OutcomeKind
  readonly code?: string | undefined
}): number {
  return BY_CODE.get(result.code) ?? EXIT_CODES[result.outcome]
}
