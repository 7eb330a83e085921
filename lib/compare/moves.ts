// Moves that many scenarios make.
import type { MonitoredSocket, World } from './scenario.js'

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
