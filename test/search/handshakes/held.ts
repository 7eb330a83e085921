// What a server comes to hold and to use for each of many connections that go so far and no further. All HELLOs are the
// same octets: the server computes as much for each, and we nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import nacl from 'tweetnacl'
import { frameOctets } from '../../../lib/conformance/curve-frames.js'
import { CurveSide } from '../../../lib/conformance/curve-side.js'
import { seededOctets } from '../../../lib/conformance/random.js'
import { ENDPOINT_KEYS } from '../../../lib/conformance/security.js'
import { Context, curveKeyPair, Push } from '../../../lib/index.js'
import { hex } from '../../../lib/raw/hex.js'
import type { Account } from './server.js'

const SERVER = fileURLToPath(new URL('server.js', import.meta.url))
/** So many are opened at a time. */
const ABREAST = 50
const SOCKETS_MAX = 65_535
const NOTHING = Buffer.alloc(0)
const GREETING = hex('ff 00*7 01 7f 03 01 "CURVE" 00*15 00 00*31')
const SIGNATURE_LENGTH = 10
/** Octets that come back: greeting and WELCOME. */
export const WELCOMED_LENGTH = 64 + 2 + 168

const random = seededOctets('strangers')
const side = new CurveSide({ nacl, role: 'client', random, properties: NOTHING })
/** All that half of a handshake takes. */
export const HELLO: Buffer = Buffer.concat([
  GREETING,
  frameOctets(4, side.command('HELLO', {}, hex)),
])

/** One connection that has got as far as it shall. */
interface Client {
  end(): void
}

/** How far connections go. */
export interface Progress {
  readonly server: 'curve' | 'net'
  client(port: number): Promise<Client>
}

/** A connection that says something and has got so many octets back. */
async function stranger(port: number, says: Buffer, until: number): Promise<Client> {
  const socket: Socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  if (says.length > 0) socket.write(says)
  for (let got = 0; got < until;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    got += chunk.length
  }
  socket.pause()
  return { end: () => socket.destroy() }
}

const context = new Context({ maxSockets: SOCKETS_MAX })

async function peer(port: number): Promise<Client> {
  const keys = curveKeyPair()
  const push = new Push({
    context,
    linger: 0,
    curveServerKey: ENDPOINT_KEYS.publicKey,
    curvePublicKey: keys.publicKey,
    curveSecretKey: keys.secretKey,
  })
  const ready = new Promise<void>(resolve => push.events.on('handshake', () => resolve()))
  push.connect(`tcp://127.0.0.1:${port}`)
  await ready
  return { end: () => push.close() }
}

export const PROGRESS: Readonly<Record<'net' | 'silent' | 'half' | 'ready', Progress>> = {
  /** Accepted by a net.Server, and nothing more. */
  net: { server: 'net', client: port => stranger(port, NOTHING, 0) },
  /** Accepted by a CURVE server; the client has not said a word. */
  silent: { server: 'curve', client: port => stranger(port, NOTHING, SIGNATURE_LENGTH) },
  /** HELLO and its WELCOME. */
  half: { server: 'curve', client: port => stranger(port, HELLO, WELCOMED_LENGTH) },
  /** Messages can pass. */
  ready: { server: 'curve', client: peer },
}

/** What each connection costs. */
export interface Held {
  /** Octets in heap and buffers, and resident. */
  readonly memory: number
  readonly resident: number
  /** Microseconds of processor time. */
  readonly used: number
}

/**
 * Opens connections and has the server's account of them.
 *
 * @param first so many come before they are counted: code is compiled and pools are filled
 */
export async function held(progress: Progress, first: number, count: number): Promise<Held> {
  const child = fork(SERVER, [progress.server], { execArgv: ['--expose-gc'] })
  const [port] = (await once(child, 'message')) as [number]
  const clients: Client[] = []
  await open(progress, port, first, clients)
  const before = await accountOf(child)
  await open(progress, port, count, clients)
  const after = await accountOf(child)
  for (const client of clients) client.end()
  child.disconnect()
  await once(child, 'exit')
  const each = (what: (account: Account) => number): number => (what(after) - what(before)) / count
  return {
    memory: each(({ heap, buffers }) => heap + buffers),
    resident: each(({ resident }) => resident),
    used: each(({ used }) => used),
  }
}

async function open(
  { client }: Progress,
  port: number,
  count: number,
  into: Client[],
): Promise<void> {
  for (let done = 0; done < count; done += ABREAST) {
    const some = Math.min(ABREAST, count - done)
    into.push(...(await Promise.all(Array.from({ length: some }, () => client(port)))))
  }
}

async function accountOf(child: ChildProcess): Promise<Account> {
  child.send('account')
  const [account] = (await once(child, 'message')) as [Account]
  return account
}
