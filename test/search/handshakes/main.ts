// What strangers cost a CURVE server: npm run search -- handshakes [connections]. Half of a handshake (HELLO, and its
// WELCOME) should hold no more memory than a connection that is only open; and each HELLO costs what it costs, however
// many come. All HELLOs are the same octets: the server computes as much for each, and we nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import nacl from 'tweetnacl'
import { frameOctets } from '../../../lib/conformance/curve-frames.js'
import { CurveSide } from '../../../lib/conformance/curve-side.js'
import { seededOctets } from '../../../lib/conformance/random.js'
import { hex } from '../../../lib/raw/hex.js'
import type { Account } from './server.js'

const SERVER = fileURLToPath(new URL('server.js', import.meta.url))
/** So many are opened at a time. */
const ABREAST = 100
const GREETING = hex('ff 00*7 01 7f 03 01 "CURVE" 00*15 00 00*31')
const WELCOMED = 64 + 2 + 168
/** A half-finished handshake may hold so much more than an idle connection. The aim is 1; what is kept is in Node's pool of small buffers. */
const RATIO_MAX = 1.25
/** A HELLO of a flood may cost so much more than one of the first thousand. */
const COST_MAX = 1.5

const random = seededOctets('strangers')
const side = new CurveSide({ nacl, role: 'client', random, properties: Buffer.alloc(0) })
const HELLO = Buffer.concat([GREETING, frameOctets(4, side.command('HELLO', {}, hex))])

class Server {
  readonly #child: ChildProcess
  #port = 0

  constructor() {
    this.#child = fork(SERVER, { execArgv: ['--expose-gc'] })
  }

  async start(): Promise<void> {
    const [endpoint] = (await once(this.#child, 'message')) as [string]
    this.#port = Number(new URL(endpoint).port)
  }

  async account(): Promise<Account> {
    this.#child.send('account')
    const [account] = (await once(this.#child, 'message')) as [Account]
    return account
  }

  /** A connection that says something and has got so many octets back. */
  async stranger(says: Buffer, until: number): Promise<Socket> {
    const socket = connect(this.#port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(says)
    for (let got = 0; got < until;) {
      const [chunk] = (await once(socket, 'data')) as [Buffer]
      got += chunk.length
    }
    socket.pause()
    return socket
  }

  /** Many of them. */
  async strangers(count: number, says: Buffer, until: number): Promise<Socket[]> {
    const sockets: Socket[] = []
    while (sockets.length < count) {
      const some = Math.min(ABREAST, count - sockets.length)
      sockets.push(
        ...(await Promise.all(Array.from({ length: some }, () => this.stranger(says, until)))),
      )
    }
    return sockets
  }

  async end(sockets: readonly Socket[]): Promise<void> {
    for (const socket of sockets) socket.destroy()
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }
}

/** What a server has come to hold, for each of so many connections. */
interface Held {
  readonly memory: number
  readonly resident: number
  readonly used: number
}

async function held(count: number, says: Buffer, until: number): Promise<Held> {
  const server = new Server()
  await server.start()
  const first = await server.strangers(ABREAST, says, until)
  const before = await server.account()
  const sockets = await server.strangers(count, says, until)
  const after = await server.account()
  await server.end([...first, ...sockets])
  const each = (what: (account: Account) => number): number => (what(after) - what(before)) / count
  return {
    memory: each(({ heap, buffers }) => heap + buffers),
    resident: each(({ resident }) => resident),
    used: each(({ used }) => used),
  }
}

const shown = ({ memory, resident, used }: Held): string =>
  `${memory.toFixed(0)} octets in heap and buffers, ${resident.toFixed(0)} resident, ${used.toFixed(0)} µs`

/** Whether half-finished handshakes hold more than idle connections, and what a HELLO costs. */
export async function handshakes(count: number): Promise<boolean> {
  const idle = await held(count, Buffer.alloc(0), 10)
  const half = await held(count, HELLO, WELCOMED)
  const few = await held(1000, HELLO, WELCOMED)
  console.log(`${count} idle connections, each: ${shown(idle)}`)
  console.log(`${count} half-finished handshakes, each: ${shown(half)}`)
  const ratio = half.memory / idle.memory
  const cost = half.used / few.used
  console.log(
    `memory ${ratio.toFixed(2)} times, resident ${(half.resident / idle.resident).toFixed(2)} times`,
  )
  console.log(
    `a HELLO of ${count} costs ${cost.toFixed(2)} times one of 1000: ${few.used.toFixed(0)} µs`,
  )
  return ratio <= RATIO_MAX && cost <= COST_MAX
}
