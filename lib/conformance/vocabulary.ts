// The words of the cases' hex, written by hand from the RFCs. Greetings of 64 octets, READY commands, and
// what depends on the endpoint's type: who its legal peer is, and the numbers of ZMTP 2.0 (RFC 15).
import type { SocketTypeName } from '../engine.js'
import type { Mechanism, Security } from './case.js'
import { mechanismIn } from './security.js'

/** The type we take towards an endpoint of each type. */
export const LEGAL_PEER: Readonly<Record<SocketTypeName, SocketTypeName>> = {
  PAIR: 'PAIR',
  PUB: 'SUB',
  SUB: 'PUB',
  REQ: 'REP',
  REP: 'REQ',
  DEALER: 'ROUTER',
  ROUTER: 'DEALER',
  PULL: 'PUSH',
  PUSH: 'PULL',
  XPUB: 'XSUB',
  XSUB: 'XPUB',
}

/** Socket types as ZMTP 2.0 numbers them, in hex. */
const TYPE_OCTET: Readonly<Record<SocketTypeName, string>> = {
  PAIR: '00',
  PUB: '01',
  SUB: '02',
  REQ: '03',
  REP: '04',
  DEALER: '05',
  ROUTER: '06',
  PULL: '07',
  PUSH: '08',
  XPUB: '09',
  XSUB: '0a',
}

/** READY commands that say no more than a Socket-Type. */
const READY: Readonly<Record<string, string>> = {
  PAIR: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PAIR"',
  PUB: '04 19 05 "READY" 0b "Socket-Type" 00000003 "PUB"',
  SUB: '04 19 05 "READY" 0b "Socket-Type" 00000003 "SUB"',
  REQ: '04 19 05 "READY" 0b "Socket-Type" 00000003 "REQ"',
  REP: '04 19 05 "READY" 0b "Socket-Type" 00000003 "REP"',
  DEALER: '04 1c 05 "READY" 0b "Socket-Type" 00000006 "DEALER"',
  ROUTER: '04 1c 05 "READY" 0b "Socket-Type" 00000006 "ROUTER"',
  PULL: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"',
  PUSH: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"',
  XPUB: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "XPUB"',
  XSUB: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "XSUB"',
}

const GREETING: Readonly<Record<Mechanism, string>> = {
  NULL: 'ff 00*7 01 7f 03 01 "NULL" 00*16',
  PLAIN: 'ff 00*7 01 7f 03 01 "PLAIN" 00*15',
  CURVE: 'ff 00*7 01 7f 03 01 "CURVE" 00*15',
}

/** What a READY says, without its header and name. */
const propertiesIn = (ready: string): string => ready.slice(ready.indexOf('0b'))

/** An INITIATE of PLAIN that says what a READY does; its name is three octets longer. */
function initiateFrom(ready: string): string {
  const length = Number.parseInt(ready.slice(3, 5), 16) + 3
  return `04 ${length.toString(16)} 08 "INITIATE" ${propertiesIn(ready)}`
}

/**
 * The words towards an endpoint of one type and mechanism: `G` a greeting, which says that we are the server where
 * the endpoint is a client of PLAIN or CURVE; `R` a READY of the legal peer's type, `R:PUB` of another; `I` the
 * same for INITIATE; `P` what both say; `H` a HELLO and `W` a WELCOME of PLAIN; `M` the message "hi"; `T` the legal peer's name; `t` its ZMTP 2.0 octet, `e`
 * the endpoint's own; `E` the endpoint's own name.
 */
export function wordsFor(
  type: SocketTypeName,
  security?: Security,
): Readonly<Record<string, string>> {
  const peer = LEGAL_PEER[type]
  const others = Object.entries(READY).flatMap(([name, text]): [string, string][] => [
    [`R:${name}`, text],
    [`I:${name}`, initiateFrom(text)],
    [`P:${name}`, propertiesIn(text)],
  ])
  const ready = READY[peer] ?? ''
  const weAreServer = security?.endsWith('client') === true
  return {
    ...Object.fromEntries(others),
    G: `${GREETING[mechanismIn(security)]} ${weAreServer ? '01' : '00'} 00*31`,
    R: ready,
    I: initiateFrom(ready),
    P: propertiesIn(ready),
    H: '04 13 05 "HELLO" 05 "admin" 06 "secret"',
    W: '04 08 07 "WELCOME"',
    M: '00 02 "hi"',
    T: `"${peer}"`,
    E: `"${type}"`,
    t: TYPE_OCTET[peer],
    e: TYPE_OCTET[type],
  }
}

/** The types that every endpoint is asked to be. */
export const BASE_TYPES: readonly SocketTypeName[] = ['PUSH', 'PULL', 'PAIR']

/** The types that an endpoint says it can be. */
export const FURTHER_TYPES: readonly SocketTypeName[] = [
  'REQ',
  'REP',
  'DEALER',
  'ROUTER',
  'PUB',
  'SUB',
  'XPUB',
  'XSUB',
]

/** All types, in the order in which they are asked for. */
export const ALL_TYPES: readonly SocketTypeName[] = [...BASE_TYPES, ...FURTHER_TYPES]

/** True for the types whose application can receive. */
export function canReceive(type: SocketTypeName): boolean {
  return type !== 'PUSH' && type !== 'PUB'
}

/** How one message passes by an endpoint of a type. */
export interface Habit {
  /** From us to its application, or the other way, in the order that the type wants. */
  readonly ways: readonly ('in' | 'out')[]
  /** What stands before the message on the wire: the delimiter of RFC 28. */
  readonly envelope?: string
  /** The application has the peer's address before each message. */
  readonly isAddressed?: true
  /** Nothing passes without a subscription: ours, or the application's. */
  readonly subscriber?: 'peer' | 'application'
}

const ENVELOPE = '01 00'

/** How messages pass by each type (RFC 28 to 31). */
export const HABITS: Readonly<Record<SocketTypeName, Habit>> = {
  PAIR: { ways: ['in', 'out'] },
  PUB: { ways: ['out'], subscriber: 'peer' },
  SUB: { ways: ['in'], subscriber: 'application' },
  REQ: { ways: ['out', 'in'], envelope: ENVELOPE },
  REP: { ways: ['in', 'out'], envelope: ENVELOPE },
  DEALER: { ways: ['in', 'out'] },
  ROUTER: { ways: ['in', 'out'], isAddressed: true },
  PULL: { ways: ['in'] },
  PUSH: { ways: ['out'] },
  XPUB: { ways: ['out'], subscriber: 'peer' },
  XSUB: { ways: ['in'], subscriber: 'application' },
}
