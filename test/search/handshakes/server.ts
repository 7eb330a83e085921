// A server in a process of its own, with --expose-gc and an IPC channel: says what it holds and what it has used when it
// is asked. Usage: server.js curve | net, forked. `net` is a net.Server of Node's that does nothing with what it accepts.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
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
  /** Messages received, and connections accepted. */
  readonly messages: number
  readonly hellos: number
}

let messages = 0
let hellos = 0

async function count(pull: Pull): Promise<void> {
  for await (const batch of pull) messages += Math.sign(batch.length)
}

/** For each kind: begins to listen. @returns the port */
const LISTEN: Readonly<Record<string, () => Promise<number>>> = {
  async curve() {
    const pull = new Pull({
      curveServer: true,
      curveSecretKey: ENDPOINT_KEYS.secretKey,
      handshakeInterval: 600_000,
      backlog: 4096,
    })
    pull.events.on('accept', () => hellos++)
    void count(pull)
    await pull.bind('tcp://127.0.0.1:*')
    process.on('disconnect', () => pull.close())
    return Number(new URL(pull.lastEndpoint ?? '').port)
  },
  async net() {
    const server = createServer(socket => socket.on('error', () => socket.destroy()))
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  },
}

/** Two rounds: what a first one lets go of may hold others. */
function account(): Account {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return { heap: heapUsed, buffers: external, resident: rss, used: user + system, messages, hellos }
}

const port = await LISTEN[process.argv[2] ?? '']?.()
process.on('message', () => process.send?.(account()))
process.on('disconnect', () => process.exit(0))
process.send?.(port)
