// Moves that many scenarios make.
import { OPTIONS } from '../options.js'
import type { EventName } from '../monitor/events.js'
import type { RawPeer } from '../raw/peer.js'
import type { MonitoredSocket, Scenario, SocketOptions, Transport, World } from './scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH, shakeHands } from './wire.js'

/** How long nothing must happen where nothing is the point. */
const QUIET_MS = 80

/** Waits until each of these has finished a handshake. */
export async function connected(...sockets: readonly MonitoredSocket[]): Promise<void> {
  for (const socket of sockets) await socket.saw('HANDSHAKE_SUCCEEDED')
}

/** Ends a connection from the connecting side, so that each side's last events are certain. */
export async function part(connecting: MonitoredSocket, bound: MonitoredSocket): Promise<void> {
  await connecting.close()
  await bound.saw('DISCONNECTED')
  await bound.close()
}

/** Gives an event that must not come the time to come. */
export function quiet(world: World): Promise<void> {
  return world.wait(QUIET_MS)
}

/** So slowly that somebody can bind in between. */
export const SLOWLY = { [OPTIONS.RECONNECT_IVL]: 2000, [OPTIONS.RECONNECT_IVL_MAX]: 2000 }

/** An endpoint, or how to find it. */
type Somewhere = string | ((world: World) => string)

const find = (somewhere: Somewhere, world: World): string =>
  typeof somewhere === 'string' ? somewhere : somewhere(world)

/** A PULL that cannot be bound there. */
export const bindFails =
  (somewhere: Somewhere): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind(find(somewhere, world)))
    await pull.saw('BIND_FAILED')
    await pull.close()
  }

/** A PULL that is bound there, and closed. */
export const bindAndClose =
  (somewhere: Somewhere): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL')
    await pull.bind(find(somewhere, world))
    await pull.close()
  }

/** A PULL that is bound and a PUSH that is connected to it, both with their handshakes done. */
export async function meet(
  world: World,
  bound: SocketOptions = {},
  connecting: SocketOptions = {},
  place = world.place(),
): Promise<{ pull: MonitoredSocket; push: MonitoredSocket; endpoint: string }> {
  const pull = world.socket('pull', 'PULL', bound)
  const push = world.socket('push', 'PUSH', connecting)
  const endpoint = await pull.bind(place)
  push.connect(endpoint)
  await connected(push, pull)
  return { pull, push, endpoint }
}

/** The same there, and then they part. */
export const meetAndPart =
  (somewhere: Somewhere, bound?: SocketOptions, connecting?: SocketOptions): Scenario['run'] =>
  async world => {
    const { push, pull } = await meet(world, bound, connecting, find(somewhere, world))
    await part(push, pull)
  }

/** A PUSH that connects to where nobody is, until it has waited that often to try again. */
export const triesInVain =
  (
    waits: number,
    options: SocketOptions,
    rename = (place: string): string => place,
  ): Scenario['run'] =>
  async world => {
    const push = world.socket('push', 'PUSH', options)
    push.connect(rename(await world.emptyPlace()))
    await push.saw('CONNECT_RETRIED', waits)
    push.cut()
  }

/** A PUSH, and where it connects to in vain. */
interface Trying {
  readonly push: MonitoredSocket
  readonly place: string
}

/** A PUSH whose connect is not answered. */
export async function delayed(world: World): Promise<Trying> {
  const place = await world.fullListener()
  const push = world.socket('push', 'PUSH')
  push.connect(place)
  await push.saw('CONNECT_DELAYED')
  return { push, place }
}

/** A PUSH that waits to try again. */
export async function waiting(world: World): Promise<Trying> {
  const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
  const place = await world.emptyPlace()
  push.connect(place)
  await push.saw('CONNECT_RETRIED')
  return { push, place }
}

/** A PUSH that waits to try again, with a message that lingers, and a PULL that could be bound there. */
export async function waitsWithMessage(world: World): Promise<Trying & { pull: MonitoredSocket }> {
  const push = world.socket('push', 'PUSH', { ...SLOWLY, [OPTIONS.LINGER]: -1 })
  const pull = world.socket('pull', 'PULL')
  const place = await world.emptyPlace()
  push.connect(place)
  await push.send('kept')
  await push.saw('CONNECT_RETRIED')
  return { push, pull, place }
}

/** A PUSH that tries once, where nobody is, and whether it still takes messages. */
export const triesOnce =
  (options: SocketOptions): Scenario['run'] =>
  async world => {
    const push = world.socket('push', 'PUSH', options)
    push.connect(await world.emptyPlace())
    await push.saw('CLOSED')
    await quiet(world)
    world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
    await push.close()
  }

/** Something that a peer of plain bytes does, or that is waited for before it goes on. */
export type Move = (peer: RawPeer, socket: MonitoredSocket, world: World) => Promise<void> | void

/** Moves one after the other; a text is octets that are sent, as hex. */
export type Moves = readonly (string | Move)[]

/** What a peer of plain bytes does. */
export type Conduct = string | Move | Moves

/** It reads that many octets. */
export const reads =
  (octets: number): Move =>
  async peer => {
    await peer.read(octets)
  }

/** It ends the connection. */
export const ends: Move = peer => peer.end()

/** It resets the connection. */
export const resets: Move = peer => peer.reset()

/** The other side has seen an event. */
export const saw =
  (event: EventName): Move =>
  (_peer, socket) =>
    socket.saw(event)

/** The other side's application gets a message, which is noted. */
export const hears: Move = async (_peer, socket, world) =>
  world.note(String(await socket.receive()))

/** The other side's application sends a message. */
export const sends =
  (text: string): Move =>
  (_peer, socket) =>
    socket.send(text)

/** It reads that many octets, which are noted. */
export const gets =
  (octets: number): Move =>
  async (peer, _socket, world) =>
    world.note(await peer.read(octets))

/** Time passes. */
export const pauses =
  (milliseconds: number): Move =>
  (_peer, _socket, world) =>
    world.wait(milliseconds)

/** It is clear whether its handshake succeeds. */
export const judged: Move = (_peer, socket, world) =>
  world.race(socket.saw('HANDSHAKE_SUCCEEDED'), socket.saw('DISCONNECTED'))

/** Whether it is closed by then is noted. */
export const closes =
  (withinMs: number): Move =>
  async (peer, _socket, world) => {
    await world.race(peer.readToEnd(), world.wait(withinMs))
    world.note(`closed by the engine: ${peer.isEnded}`)
  }

/** Whether the other side still takes messages is noted. */
export const queues: Move = (_peer, socket, world) =>
  world.note(`queued: ${socket.socket.trySend([Buffer.from('kept')])}`)

/** It greets, waits for the other side's greeting, and goes on. */
export const afterGreeting = (greeting: string, ...then: Moves): Moves => [
  greeting,
  reads(GREETING_LENGTH),
  ...then,
]

/** It greets, waits for the other side's READY, and goes on. */
export const afterReady = (...then: Moves): Moves => [
  GREETING,
  reads(GREETING_LENGTH + READY_LENGTH),
  ...then,
]

/** It shakes hands as a socket of that type, and goes on when the other side has told so. */
export const afterHandshake = (type: Parameters<typeof shakeHands>[1], ...then: Moves): Moves => [
  peer => shakeHands(peer, type),
  saw('HANDSHAKE_SUCCEEDED'),
  ...then,
]

/** Acts out what a peer does, move by move. */
export async function act(conduct: Conduct, ...whom: Parameters<Move>): Promise<void> {
  for (const move of [conduct].flat()) {
    if (typeof move === 'string') whom[0].send(move)
    else await move(...whom)
  }
}

/**
 * Scenarios that differ in one thing only.
 *
 * @param run what is done with that thing
 * @param rows name, title, the thing, and whatever else is special
 * @param shared what all of them have
 */
export const table = <What>(
  run: (what: What) => Scenario['run'],
  rows: readonly (readonly [
    name: string,
    title: string,
    what: What,
    own?: Omit<Partial<Scenario>, 'run'>,
  ])[],
  shared: Omit<Partial<Scenario>, 'run'> = {},
): Scenario[] =>
  rows.map(([name, title, what, own]) => ({ name, title, run: run(what), ...shared, ...own }))

/** A peer of plain bytes at a PULL that is bound, until the connection has ended. */
export const atBoundPull =
  (conduct: Conduct, options: SocketOptions = {}): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL', options)
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await act(conduct, peer, pull, world)
    await pull.saw('DISCONNECTED')
    await pull.close()
  }

/** A peer of plain bytes that a PUSH connects to, until the connection has ended, and whether another is tried. */
export const atConnectingPush =
  (
    conduct: Conduct,
    options: SocketOptions = {},
    until: EventName = 'DISCONNECTED',
  ): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10, ...options })
    push.connect(listener.endpoint)
    await act(conduct, await listener.accept(), push, world)
    await push.saw(until)
    await quiet(world)
    await push.close()
  }

/** A peer of plain bytes that a PUSH connects to, the only one, until the PUSH has waited that often to try again. */
export const triesAgain =
  (waits: number, options: SocketOptions, conduct: Conduct): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', options)
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    listener.close()
    await act(conduct, peer, push, world)
    await push.saw('CONNECT_RETRIED', waits)
    push.cut()
  }

/** Scenarios of one transport alone. */
export const over = (transport: Transport, scenarios: readonly Scenario[]): Scenario[] =>
  scenarios.map(scenario => ({ ...scenario, transports: [transport] }))
