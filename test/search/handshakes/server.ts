// A CURVE server in a process of its own, with --expose-gc and an IPC channel: says what it holds and what it has used
// when it is asked. Usage: server.js, forked.
import { Pull } from '../../../lib/index.js'
import { ENDPOINT_KEYS } from '../../../lib/conformance/security.js'

/** What the server says of itself. */
export interface Account {
  /** Octets, after garbage collection. */
  readonly heap: number
  readonly buffers: number
  readonly resident: number
  /** Microseconds of processor time so far. */
  readonly used: number
}

const pull = new Pull({
  curveServer: true,
  curveSecretKey: ENDPOINT_KEYS.secretKey,
  handshakeInterval: 0,
  backlog: 4096,
})
await pull.bind('tcp://127.0.0.1:*')

/** Two rounds: what a first one lets go of may hold others. */
function account(): Account {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return { heap: heapUsed, buffers: external, resident: rss, used: user + system }
}

process.on('message', () => process.send?.(account()))
process.on('disconnect', () => process.exit(0))
process.send?.(pull.lastEndpoint)
