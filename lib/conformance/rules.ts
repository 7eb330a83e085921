// Rules that a pattern cannot say: named judgements on what an endpoint has sent on one link. Each gives an
// outcome that ends the run, or undefined if the rule is kept.
import type { SocketTypeName } from '../engine.js'
import type { Outcome } from './case.js'
import { hasMore, isCommand, propertiesOf, type SeenFrame } from './stream.js'

/** What a rule may look at. */
export interface Evidence {
  readonly socket: SocketTypeName
  /** The endpoint's greeting, or as much of it as came. */
  readonly greeting: Buffer
  /** Every frame read so far, the first being its READY on a good link. */
  readonly frames: readonly SeenFrame[]
  /** Those of them that no step has dealt with. */
  readonly unread: readonly SeenFrame[]
  /** Octets that make no whole frame. */
  readonly rest: Buffer
  /** When a connecting endpoint dialled, ms; empty for one that binds. */
  readonly arrivals: readonly number[]
}

type Judge = (evidence: Evidence) => Outcome | undefined

const NAME = /^[A-Za-z0-9_.+-]{1,255}$/

function readyOf({ frames }: Evidence): SeenFrame | undefined {
  return frames.find(frame => frame.body.subarray(0, 6).toString('latin1') === '\u0005READY')
}

const MESSAGE = '\u0007MESSAGE'
/** Where the commands of CURVE have their short nonces. */
const NONCES = [
  ['\u0005HELLO', 112],
  ['\u0008INITIATE', 105],
  ['\u0005READY', 6],
  [MESSAGE, 8],
] as const

function startsWith({ body }: SeenFrame, name: string): boolean {
  return body.toString('latin1', 0, name.length) === name
}

/** The rules by name; `judge` steps name them. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  /** The mechanism of the greeting: its name, then NULs (RFC 23 §Greeting). */
  mechanism({ greeting }) {
    const name = greeting.subarray(12, 32).toString('latin1')
    return /^[A-Z0-9_.+-]{1,20}\0*$/.test(name) ? undefined : 'illegal-mechanism'
  },
  /** READY has flags 04, or 06 if and only if its body is longer than 255 (RFC 23 §NULL). */
  'ready-frame'(evidence) {
    const ready = readyOf(evidence)
    if (ready === undefined) return 'no-ready'
    return ready.flags === (ready.body.length > 255 ? 6 : 4) ? undefined : 'wrong-flags'
  },
  /** READY names the endpoint's socket type. */
  'ready-type'(evidence) {
    const properties = propertiesOf(readyOf(evidence)?.body ?? Buffer.alloc(0)) ?? []
    const types = properties.filter(
      property => property.name.toString('latin1').toLowerCase() === 'socket-type',
    )
    if (types.length === 0) return 'no-socket-type'
    const isRight = types.every(({ value }) => value.toString('latin1') === evidence.socket)
    return isRight ? undefined : 'wrong-socket-type'
  },
  /** Every property of READY is well formed and they fill the body exactly (RFC 23 §NULL, ABNF). */
  'ready-properties'(evidence) {
    const ready = readyOf(evidence)
    if (ready === undefined) return 'no-ready'
    const properties = propertiesOf(ready.body)
    if (properties === undefined) return 'properties-do-not-fill-the-body'
    const names = properties.map(({ name }) => name.toString('latin1'))
    return names.every(name => NAME.test(name)) ? undefined : 'illegal-property-name'
  },
  /** READY carries no Identity. */
  'ready-no-identity'(evidence) {
    const properties = propertiesOf(readyOf(evidence)?.body ?? Buffer.alloc(0)) ?? []
    const names = properties.map(({ name }) => name.toString('latin1').toLowerCase())
    return names.includes('identity') ? 'identity-present' : undefined
  },
  /** Between dials there are at least 10 ms, and the delay grows (RFC 23 §Error handling). */
  'dial-gaps'({ arrivals }) {
    const gaps = arrivals.slice(1).map((ms, at) => ms - (arrivals[at] ?? ms))
    if (gaps.length < 4) return 'too-few-dials'
    // A delay that is drawn may be nothing once.
    if (gaps.filter(gap => gap < 5).length > 1) return 'dials-without-delay'
    const [first = 0, second = 0] = gaps
    const [last = 0, beforeLast = 0] = gaps.toReversed()
    const hasGrown =
      last > 1.8 * (gaps.at(-3) ?? last) && beforeLast > 1.8 * (gaps.at(-4) ?? beforeLast)
    return hasGrown && last + beforeLast > 3 * (first + second) ? undefined : 'constant-delay'
  },
  /** No HELLO, nor what it would have had in it, whatever the octets are cut into. */
  'no-hello'({ greeting, frames, rest }) {
    const all = Buffer.concat([greeting, ...frames.map(({ octets }) => octets), rest])
    return all.includes('HELLO') || all.includes('secret') ? 'hello-sent' : undefined
  },
  /** Each MESSAGE of CURVE stands in the frame of a command (RFC 23 §Framing). */
  'message-frames'({ frames }) {
    const messages = frames.filter(frame => startsWith(frame, MESSAGE))
    if (messages.length === 0) return 'no-message'
    return messages.every(isCommand) ? undefined : 'frames-of-messages'
  },
  /** The short nonces of one side of CURVE grow, whatever the command (RFC 26 §The HELLO Command, §The READY Command). */
  'nonces-grow'({ frames }) {
    const nonces = frames.flatMap(frame => {
      const place = NONCES.find(([name]) => startsWith(frame, name))
      return place === undefined ? [] : [frame.body.readBigUInt64BE(place[1])]
    })
    if (nonces.length < 3) return 'too-few-nonces'
    const isGrowing = nonces.every((nonce, at) => at === 0 || nonce > (nonces[at - 1] ?? nonce))
    return isGrowing ? undefined : 'nonce-not-higher'
  },
  /** The first frame is READY: neither a message nor anything else precedes it. */
  'ready-first'({ frames }) {
    return frames[0]?.name === 'READY' ? undefined : 'frame-before-ready'
  },
  /** Three PONGs, each with another context. RFC 37 does not say in which order. */
  'three-pongs'({ frames }) {
    const pongs = frames
      .filter(({ name }) => name === 'PONG')
      .map(({ body }) => body.toString('hex'))
    return new Set(pongs).size === 3 ? undefined : 'not-each-answered'
  },
  /** No message that no step has dealt with. */
  'no-messages'({ unread }) {
    return unread.every(isCommand) ? undefined : 'message-sent'
  },
  /** No command at all: ZMTP 2.0 has none (RFC 15). */
  'no-commands'({ frames }) {
    return frames.some(isCommand) ? 'command-in-2.0' : undefined
  },
  /** A PONG stands between messages, not between the frames of one. */
  'pong-outside-messages'({ frames }) {
    let isInside = false
    for (const frame of frames) {
      if (isCommand(frame)) {
        if (isInside) return 'pong-inside-message'
      } else isInside = hasMore(frame)
    }
    return undefined
  },
  /** Few PINGs wait for an answer at any time; we have answered none. */
  'few-pings'({ frames }) {
    return frames.filter(frame => frame.name === 'PING').length > 5 ? 'many-pings' : undefined
  },
  /** What was sent ends with a whole frame, and with the last frame of a message. */
  'whole-frames'({ frames, rest }) {
    if (rest.length > 0) return 'frame-cut-short'
    const last = frames.findLast(frame => !isCommand(frame))
    return last !== undefined && hasMore(last) ? 'message-cut-short' : undefined
  },
}

type Messages = readonly (readonly Buffer[])[]

/** Judges what several links, or the application, have got; one list of messages for each. */
type GatherJudge = (shares: readonly Messages[], wanted: number) => Outcome | undefined

const numberOf = (message: readonly Buffer[]): number => {
  const [first] = message
  return first === undefined || first.length < 4 ? -1 : first.readUInt32BE()
}

function isWholeTriple(message: readonly Buffer[]): boolean {
  return message.length === 3 && message[0]?.equals(message[2] ?? Buffer.alloc(0)) === true
}

/** The rules of `gather` steps by name. */
export const GATHER_JUDGES: Readonly<Record<string, GatherJudge>> = {
  /** Everybody got the same number of messages, in turn. */
  'in-turn'(shares, wanted) {
    const each = wanted / shares.length
    if (shares.some(share => share.length !== each)) return 'unequal-shares'
    const isInTurn = shares.every(share =>
      share.every(
        (message, at) =>
          at === 0 || numberOf(message) === numberOf(share[at - 1] ?? []) + shares.length,
      ),
    )
    return isInTurn ? undefined : 'not-in-turn'
  },
  /** Nothing came twice; the numbers from 0 to 4 had come before. */
  'no-duplicates'(shares) {
    const seen = [0, 1, 2, 3, 4, ...shares.flat().map(numberOf)]
    return new Set(seen).size === seen.length ? undefined : 'duplicate'
  },
  /** All came, each once. */
  'all-once'(shares, wanted) {
    const seen = shares.flat().map(numberOf)
    if (new Set(seen).size !== seen.length) return 'duplicate'
    return seen.length === wanted ? undefined : 'lost'
  },
  /** As many as were sent, whatever they are. */
  'so-many'(shares, wanted) {
    return shares.flat().length === wanted ? undefined : 'lost'
  },
  /** Each message has another first part, and none of those is empty. */
  'other-addresses'([messages = []], wanted) {
    if (messages.length < wanted) return 'lost'
    const addresses = messages.map(([address]) => address?.toString('hex') ?? '')
    if (addresses.includes('')) return 'no-address'
    return new Set(addresses).size === wanted ? undefined : 'one-address-for-two'
  },
  /** Everybody got at least one. */
  'everybody-some'(shares) {
    return shares.every(share => share.length > 0) ? undefined : 'no-share'
  },
  /** Each message is whole: three parts, the first and the last the same number. */
  'whole-triples'(shares) {
    return shares.flat().every(isWholeTriple) ? undefined : 'message-in-pieces'
  },
  /** Turns may be long, but not for ever: in the first half of what the application got, messages of "a" and of "b" have at least 30 % each. */
  fair([messages = []], wanted) {
    if (messages.length < wanted) return 'lost'
    const half = messages.slice(0, wanted / 2).map(([first]) => first?.toString('latin1', 0, 1))
    const ofA = half.filter(letter => letter === 'a').length
    const least = half.length * 0.3
    return ofA >= least && half.length - ofA >= least ? undefined : 'unfair'
  },
}
