// What happens to sockets, for whoever listens: two channels of node:diagnostics_channel, and with NODE_DEBUG=rawzmq the
// same in words on stderr. While nobody listens an event costs the look at a flag; a message costs nothing ever.
import { channel, type Channel } from 'node:diagnostics_channel'
import { debuglog } from 'node:util'
import type { AnyTypeName } from '../engine.js'
import { describeValue, eventMeaning, eventName, type EventName } from '../monitor/events.js'
import type { ConnectionFailure } from '../zmtp/connection-contract.js'
import type { EventSide, Peer } from './links/peer.js'
import type { Pipe } from './links/pipe.js'

/** What every message of both channels says. */
export interface Diagnosis {
  /** The socket; undefined if it is none of the public ones. */
  readonly socket: object | undefined
  readonly type: AnyTypeName
  /** Which side of the connection it is on. */
  readonly side: EventSide
  readonly local: string
  readonly remote: string
  /** The same in words, on one line. */
  readonly text: string
}

/** What `rawzmq:monitor` tells: a monitor event, decoded, of any socket, whether it has a monitor or not. */
export interface MonitorDiagnosis extends Diagnosis {
  /** libzmq's number. */
  readonly event: number
  readonly name: EventName | undefined
  readonly values: readonly number[]
}

/** A link that is up, and what waits at its two ends now. */
export interface LinkQueues {
  /** Messages that the peer has not been written yet. */
  readonly toSend: number
  /** Messages of the peer that the program has not received yet. */
  readonly toReceive: number
}

/** What has passed over a link so far, in octets on the wire: greeting, handshake and heartbeats too. udp is not counted. */
export interface LinkTraffic {
  readonly bytesRead: number
  /** Those that wait for the system are in it. */
  readonly bytesWritten: number
}

/**
 * What `rawzmq:link` tells: that messages can pass, that they no longer can, or that it never came to that, and why;
 * no monitor event says as much.
 */
export interface LinkDiagnosis extends Diagnosis {
  readonly change: 'up' | 'down' | 'failed'
  /** A code of docs/errors.md; or how this side has ended it: closed, undone, cut, late. Undefined for up. */
  readonly reason: string | undefined
  /** What went wrong, if anything did. */
  readonly error: Error | undefined
  /** One and the same object when the link comes up and goes down; undefined if nobody listened when it came up. */
  readonly queues: LinkQueues | undefined
  /** As `queues`; at any time, also after the end. */
  readonly traffic: LinkTraffic | undefined
}

/** The two that a link is told with from its beginning to its end. */
type Live = Pick<LinkDiagnosis, 'queues' | 'traffic'>

const NEVER_UP: Live = { queues: undefined, traffic: undefined }

/** A socket as it is known here. */
interface Subject {
  readonly type: AnyTypeName
}

/** A session, as it is known here. */
interface Linked {
  readonly ends: { readonly local: string; readonly remote: string }
  readonly stream?: Partial<LinkTraffic>
}

const MONITOR = channel('rawzmq:monitor')
const LINK = channel('rawzmq:link')

/** From a core to its public object. */
const sockets = new WeakMap<object, object>()

/** From now on this is the public object of a core. */
export function nameSubject(subject: Subject, socket: object): void {
  sockets.set(subject, socket)
}

/** Links whose beginning was told. */
const known = new WeakMap<object, Live>()

/** Tells of a monitor event. */
export function tellEvent(
  subject: Subject,
  event: number,
  value: number | readonly number[],
  local: string,
  remote: string,
  side: EventSide,
): void {
  if (!MONITOR.hasSubscribers) return
  const values = (typeof value === 'number' ? [value] : value).map(number => number >>> 0)
  const name = eventName(event)
  const said = `${describeValue(event, values[0] ?? 0)}: ${eventMeaning(event)}`
  // An attempt that was given up has no place.
  const text = `${`${name} ${placesOf(local, remote)}`.trimEnd()}, ${said}`
  publish(
    MONITOR,
    diagnosis<MonitorDiagnosis>(subject, side, { local, remote }, text, { event, name, values }),
  )
}

/** Tells that messages can pass through a pipe that has a link. */
export function tellLinkUp(subject: Subject, pipe: Pipe, { side }: Peer): void {
  const { outlet, inbound, outbound } = pipe
  if (!LINK.hasSubscribers || outlet === undefined || known.has(outlet)) return
  const queues: LinkQueues = {
    get toSend() {
      return outbound.length
    },
    get toReceive() {
      return inbound.length
    },
  }
  // A connecting pipe has its names before there is a link; a session has the link's.
  const { ends = pipe.ends, stream } = outlet as Partial<Linked>
  const traffic: LinkTraffic = {
    get bytesRead() {
      return stream?.bytesRead ?? 0
    },
    get bytesWritten() {
      return stream?.bytesWritten ?? 0
    },
  }
  const live = { queues, traffic }
  known.set(outlet, live)
  tellLink(subject, side, ends, { change: 'up', reason: undefined, error: undefined, ...live })
}

/** Tells that a link has ended on this side. */
export function tellLinkEnded(
  subject: Subject,
  side: EventSide,
  link: Linked,
  reason: string,
): void {
  const live = known.get(link)
  if (!LINK.hasSubscribers || live === undefined) return
  known.delete(link)
  tellLink(subject, side, link.ends, { change: 'down', reason, error: undefined, ...live })
}

/** Tells that the other side has ended a link, or one of the two broke a rule. */
export function tellLinkLost(
  subject: Subject,
  side: EventSide,
  link: Linked,
  { state, kind, error }: ConnectionFailure,
): void {
  if (!LINK.hasSubscribers) return
  const live = known.get(link) ?? NEVER_UP
  known.delete(link)
  const change = live !== NEVER_UP || state === 'traffic' ? 'down' : 'failed'
  const reason = (error as NodeJS.ErrnoException).code ?? kind
  tellLink(subject, side, link.ends, { change, reason, error, ...live })
}

/** Tells that an attempt to connect has failed. */
export function tellDialFailed(
  subject: Subject,
  remote: string,
  error: NodeJS.ErrnoException,
): void {
  if (!LINK.hasSubscribers) return
  const { code } = error
  tellLink(
    subject,
    'connect',
    { local: '', remote },
    { change: 'failed', reason: code, error, ...NEVER_UP },
  )
}

function tellLink(
  subject: Subject,
  side: EventSide,
  ends: Linked['ends'],
  news: Omit<LinkDiagnosis, keyof Diagnosis>,
): void {
  const { change, reason, error } = news
  const why = error === undefined ? reason : `${reason}, ${error.message}`
  const text = `link ${change} ${placesOf(ends.local, ends.remote)}${why === undefined ? '' : `: ${why}`}`
  publish(LINK, diagnosis<LinkDiagnosis>(subject, side, ends, text, news))
}

function diagnosis<D extends Diagnosis>(
  subject: Subject,
  side: EventSide,
  { local, remote }: Linked['ends'],
  text: string,
  rest: Omit<D, keyof Diagnosis>,
): D {
  const { type } = subject
  const socket = sockets.get(subject)
  return { socket, type, side, local, remote, text: `${type} ${text}`, ...rest } as D
}

/** Once the change that it tells of is over: who hears it may do anything with the socket. */
function publish(to: Channel, message: Diagnosis): void {
  queueMicrotask(() => to.publish(message))
}

function placesOf(local: string, remote: string): string {
  return [local, remote].filter(place => place !== '').join(' – ')
}

const log = debuglog('rawzmq')
if (log.enabled) {
  // What a peer has named itself cannot write other lines.
  const print = (message: unknown): void =>
    log('%s', (message as Diagnosis).text.replaceAll(/\p{C}/gu, '?'))
  MONITOR.subscribe(print)
  LINK.subscribe(print)
}
