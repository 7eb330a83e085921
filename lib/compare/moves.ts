// Moves that many scenarios make.
import { OPTIONS } from '../options.js'
import type { RawPeer } from '../raw/peer.js'
import type { MonitoredSocket, Scenario, SocketOptions, World } from './scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from './wire.js'

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

/** What a peer of plain bytes does: the octets that it sends, as hex, or more than that. */
export type Conduct =
  string | ((peer: RawPeer, socket: MonitoredSocket, world: World) => Promise<void> | void)

/** Sends a greeting, waits for the other side's READY, and answers with these octets. */
export const afterReady =
  (octets: string): Conduct =>
  async peer => {
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(octets)
  }

/** Sends a greeting, waits for the other side's, and goes on with these octets. */
export const afterGreeting =
  (greeting: string, octets: string): Conduct =>
  async peer => {
    peer.send(greeting)
    await peer.read(GREETING_LENGTH)
    peer.send(octets)
  }

async function act(conduct: Conduct, ...whom: Parameters<Exclude<Conduct, string>>): Promise<void> {
  if (typeof conduct === 'string') whom[0].send(conduct)
  else await conduct(...whom)
}

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
  (conduct: Conduct, options: SocketOptions = {}): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10, ...options })
    push.connect(listener.endpoint)
    await act(conduct, await listener.accept(), push, world)
    await push.saw('DISCONNECTED')
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
