// What scenarios about patterns are made of: two sockets of any types that meet, messages as text, waiting until
// what one says has reached the other.
import type { AnyTypeName, EngineSocket } from '../engine.js'
import { OPTIONS } from '../options.js'
import type { RawPeer } from '../raw/peer.js'
import { SOCKET_TYPES } from '../socket-types.js'
import { connected } from './moves.js'
import type { MonitoredSocket, Scenario, SocketOptions, Transport, World } from './scenario.js'
import { GREETING, GREETING_LENGTH, readyOf } from './wire.js'

/** All transports. */
export const EVERYWHERE: readonly Transport[] = ['tcp', 'ipc', 'inproc']

/** A type, or a type and its options. */
export type Kind = AnyTypeName | readonly [type: AnyTypeName, options: SocketOptions]

/** Two sockets that have met. */
export interface Couple {
  readonly bound: MonitoredSocket
  readonly other: MonitoredSocket
  readonly endpoint: string
}

/** A socket of that kind. */
export function make(world: World, name: string, kind: Kind): MonitoredSocket {
  const [type, options] = typeof kind === 'string' ? [kind, {}] : kind
  return world.socket(name, type, options)
}

/** Binds `bound` and connects `other`; over tcp and ipc their handshakes are done, over inproc there is none. */
export async function couple(world: World, first: Kind, second: Kind): Promise<Couple> {
  const bound = make(world, 'bound', first)
  const other = make(world, 'other', second)
  const endpoint = await bound.bind(world.place())
  other.connect(endpoint)
  if (world.transport !== 'inproc') await connected(other, bound)
  return { bound, other, endpoint }
}

/** The same, something between the two, and the end of both. */
export const coupled =
  (
    first: Kind,
    second: Kind,
    then: (couple: Couple, world: World) => Promise<void> | void,
  ): Scenario['run'] =>
  async world => {
    const both = await couple(world, first, second)
    await then(both, world)
    await leave(world, both)
  }

/**
 * Ends both, the connecting side first.
 *
 * @param gone how many peers of the bound side have gone before
 */
export async function leave(
  { transport }: World,
  { bound, other }: Pick<Couple, 'bound' | 'other'>,
  gone = 0,
): Promise<void> {
  await other.close()
  if (transport !== 'inproc') await bound.saw('DISCONNECTED', gone + 1)
  await bound.close()
}

/** A peer of plain bytes at a bound socket, shaking hands as a type, until both have ended. */
export const visited =
  (
    kind: Kind,
    as: AnyTypeName,
    then: (peer: RawPeer, bound: MonitoredSocket, world: World) => Promise<void> | void,
    identity?: string,
  ): Scenario['run'] =>
  async world => {
    const bound = make(world, 'bound', kind)
    const peer = await world.rawConnect(await bound.bind(world.place()))
    await greet(peer, as, bound, identity)
    await then(peer, bound, world)
    peer.end()
    await bound.saw('DISCONNECTED')
    await bound.close()
  }

/** A peer of plain bytes that a socket connects to; it may be left, and find nobody when it tries again. */
export const visiting =
  (
    kind: Kind,
    as: AnyTypeName,
    then: (peer: RawPeer, other: MonitoredSocket, world: World) => Promise<void> | void,
  ): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const other = make(world, 'other', kind)
    other.connect(listener.endpoint)
    const peer = await listener.accept()
    listener.close()
    await greet(peer, as, other)
    await then(peer, other, world)
    await other.close()
  }

/** Shakes hands as a socket of that type, until the other side has told so. */
export async function greet(
  peer: RawPeer,
  as: AnyTypeName,
  whom: MonitoredSocket,
  identity?: string,
): Promise<void> {
  peer.send(GREETING)
  await peer.read(GREETING_LENGTH)
  peer.send(readyOf(as, identity))
  const { sendsIdentity } = SOCKET_TYPES[whom.socket.type]
  await peer.read(readyOf(whom.socket.type, sendsIdentity ? '' : undefined).length / 2)
  await whom.saw('HANDSHAKE_SUCCEEDED')
}

/** A part as a note shows it. A name that the socket has made up is different every time. */
function shown(octets: Buffer): string {
  const isMade = octets.length === 5 && octets[0] === 0
  return isMade ? '(a name)' : JSON.stringify(octets.toString('latin1'))
}

/** Notes a message. */
export function noteMessage(
  world: World,
  { name }: MonitoredSocket,
  parts: readonly Buffer[],
): void {
  world.note(`${name} got ${parts.map(shown).join(' ')}`)
}

/** Receives so many messages and notes them; gives the last. */
export async function hear(world: World, socket: MonitoredSocket, count = 1): Promise<Buffer[]> {
  let parts: Buffer[] = []
  for (let heard = 0; heard < count; heard++) {
    parts = await socket.socket.receive()
    noteMessage(world, socket, parts)
  }
  return parts
}

/** Receives and notes messages until one begins with that part. */
export async function hearUntil(
  world: World,
  socket: MonitoredSocket,
  last: string,
): Promise<void> {
  while ((await hear(world, socket))[0]?.toString('latin1') !== last);
}

/** How long a message is waited for that must not come, ms. */
const QUIET_MS = 80

/** Notes that no message comes. */
export async function hearNothing(world: World, lane: MonitoredSocket): Promise<void> {
  lane.socket.setOption(OPTIONS.RCVTIMEO, QUIET_MS)
  await lane.attempt('no message', async () =>
    noteMessage(world, lane, await lane.socket.receive()),
  )
  lane.socket.setOption(OPTIONS.RCVTIMEO, -1)
}

/** Sends a message of these parts, of text or octets. */
export const say = (
  { socket }: { readonly socket: EngineSocket },
  ...parts: (string | Uint8Array)[]
): Promise<void> =>
  socket.send(parts.map(text => (typeof text === 'string' ? Buffer.from(text, 'latin1') : text)))

/** Whether a message is taken at once is noted. */
export function offer(world: World, { name, socket }: MonitoredSocket, ...parts: string[]): void {
  const isTaken = socket.trySend(parts.map(text => Buffer.from(text, 'latin1')))
  world.note(`${name} sends ${parts.map(text => JSON.stringify(text)).join(' ')}: ${isTaken}`)
}

/** Asks, again and again, until something is so: where libzmq tells nobody that its threads are done. */
export async function until(world: World, isSo: () => boolean): Promise<void> {
  while (!isSo()) await world.wait(5)
}

/** Publishes until the subscriber gets it, so that what is published from now on comes through. */
export async function subscribed(
  world: World,
  publisher: MonitoredSocket,
  subscriber: MonitoredSocket,
  topic = '',
): Promise<void> {
  let isHeard = false
  const first = subscriber.socket.receive().then(() => (isHeard = true))
  while (!isHeard) {
    await say(publisher, `${topic}?`)
    await world.race(first, world.wait(5))
  }
  await say(publisher, `${topic}!`)
  while (String((await subscriber.socket.receive())[0]) !== `${topic}!`);
}

/** A subscription to a topic, as a message to or of an XPUB. */
export const wants = (topic: string): string => `\u0001${topic}`

/** The end of one. */
export const cancels = (topic: string): string => `\u0000${topic}`

/** The options of a subscriber to that topic. */
export const to = (topic: string): SocketOptions => ({ [OPTIONS.SUBSCRIBE]: topic })

/** Subscribes a SUB to another topic, or takes that back. */
export const subscribe = ({ socket }: MonitoredSocket, topic: string): void =>
  socket.setOption(OPTIONS.SUBSCRIBE, topic)
export const unsubscribe = ({ socket }: MonitoredSocket, topic: string): void =>
  socket.setOption(OPTIONS.UNSUBSCRIBE, topic)
