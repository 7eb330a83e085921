// Both ends of a connection over a path: there every write fails once the other end is closed.
import { once } from 'node:events'
import net from 'node:net'
import type { Test } from 'tap'
import { PeerSocket } from '../../lib/transport/peer-socket.js'
import { Reading } from '../../lib/transport/reading.js'
import { ipcEndpoint } from './ipc.js'

/** Ends as a stream wants to know them. */
export const NO_ENDS = { isNetwork: false, local: () => '', remote: () => '' }

/** A socket of ours and node:net's at its other end. */
export async function connectedPair(t: Test) {
  const path = ipcEndpoint(t).slice('ipc://'.length)
  const server = net.createServer().listen(path)
  t.teardown(() => server.close())
  await once(server, 'listening')
  const reading = new Reading()
  const socket = new PeerSocket(reading)
  t.teardown(() => socket.destroy())
  socket.connect({ path })
  const [[other]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as [
    [net.Socket],
    unknown,
  ]
  return { socket, reading, other }
}
