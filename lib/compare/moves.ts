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
  (conduct: Conduct): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect(listener.endpoint)
    await act(conduct, await listener.accept(), push, world)
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  }
