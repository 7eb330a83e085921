// Acts a program out on one package and writes down every result.
import type { Call, Program, Transport, TypeName } from './program.js'
import { BASE_SETTINGS, canReceive, DRAIN_MISSES, LOOKS, ownOf } from './program.js'

/** The part of a package's socket that programs use. */
interface ActedSocket {
  readonly closed: boolean
  readonly readable: boolean
  readonly writable: boolean
  bind(endpoint: string): Promise<void>
  unbind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  disconnect(endpoint: string): void
  close(): void
  send(parts: readonly (string | Buffer)[]): Promise<void>
  subscribe?(topic: string): void
  unsubscribe?(topic: string): void
  receive(): Promise<Buffer[]>
  linger: number
}

/** A package, by its public names. */
export type ActedPackage = Readonly<Record<TypeName, new (options: object) => ActedSocket>>

/** What a program's endpoints are called; nobody else has these. */
export type Places = (transport: Transport, index: number) => string

/** The first octet of the addresses is 127, the second one of these: another search may run on this machine. */
const NETWORKS = { first: 64, count: 128 }

/**
 * @param ground tells its endpoints from those of all other programs
 * @param directory where its ipc sockets are
 */
export function placesOf(ground: number, directory: string): Places {
  const network = NETWORKS.first + (Math.floor(ground / 65_536) % NETWORKS.count)
  const host = `127.${network}.${(ground >> 8) & 255}.${ground & 255}`
  return (transport, index) => {
    if (transport === 'tcp') return `tcp://${host}:${7001 + index}`
    const name = `${ground}-${index}`
    return transport === 'ipc' ? `ipc://${directory}/${name}` : `inproc://${name}`
  }
}

/** More messages than a program sends. */
const DRAIN_MAX = 200

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** @returns a line for each call, then one for each socket with what it still had at the end */
export async function actOut(
  program: Program,
  library: ActedPackage,
  places: Places,
  pauseMs: number,
): Promise<string[]> {
  const sockets: (ActedSocket | undefined)[] = []
  const last: (Buffer[] | undefined)[] = []
  const endpoints = program.transports.map(places)
  const results: string[] = []
  const settle = async (): Promise<void> => {
    for (let look = 0; look < LOOKS; look++) {
      await sleep(pauseMs / LOOKS)
      for (const socket of sockets) {
        if (socket?.closed === false) void [socket.readable, socket.writable]
      }
    }
    await sleep(1)
  }
  for (const call of program.calls) {
    if (call.do === 'open') {
      // One that cannot be made is a mistake of the search's: all that follows would be the same on both packages.
      const set = ownOf(call.type, { ...BASE_SETTINGS, ...call.set })
      sockets[call.socket] = new library[call.type](set)
      results.push('ok')
    } else results.push(await resultOf(() => actCall(call, sockets, last, endpoints)))
    await settle()
  }
  const receivers = new Set(
    program.calls.flatMap(call =>
      call.do === 'open' && canReceive(call.type) ? sockets[call.socket] : [],
    ),
  )
  // What one reads may have another told something: an XPUB hears of an end when its peer has read what came before.
  const left: string[][] = sockets.map(() => [])
  for (let isEmpty = false; !isEmpty;) {
    isEmpty = true
    for (const [index, taken] of left.entries()) {
      const socket = sockets[index]
      if (!receivers.has(socket)) continue
      if (await drain(socket, settle, taken)) isEmpty = false
    }
  }
  results.push(...left.map(taken => `at the end: ${taken.join(' ')}`))
  for (const socket of sockets) {
    if (socket?.closed !== false) continue
    socket.linger = 0
    socket.close()
  }
  return results
}

function actCall(
  call: Exclude<Call, { do: 'open' }>,
  sockets: (ActedSocket | undefined)[],
  last: (Buffer[] | undefined)[],
  endpoints: readonly string[],
): unknown {
  const socket = sockets[call.socket]
  if (socket === undefined) return 'no socket'
  switch (call.do) {
    case 'set':
      Object.assign(socket, call.set)
      return undefined
    case 'send':
      return socket.send(call.parts.map(octetsOf))
    case 'reply':
      return socket.send([...(last[call.socket] ?? []).slice(0, -1), call.text])
    case 'subscribe':
    case 'unsubscribe':
      return socket[call.do]?.(call.topic)
    case 'receive':
      return socket.receive().then(parts => {
        last[call.socket] = parts
        return parts
      })
    case 'close':
      return socket.close()
    default:
      return socket[call.do](endpoints[call.endpoint] ?? 'inproc://none')
  }
}

async function resultOf(act: () => unknown): Promise<string> {
  try {
    const value = await act()
    return Array.isArray(value) ? value.map(nameOf).join(',') : String(value ?? 'ok')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

/** A part as it is written in a program: `\\1a` is the subscription to `a`. */
function octetsOf(text: string): string {
  return text.replace(/^\\([01])/, (_, octet: string) => String.fromCharCode(Number(octet)))
}

/** A part as it is compared. Identities that a ROUTER has made up are alike. */
function nameOf(part: Buffer): string {
  if (part.length === 5 && part[0] === 0) return '<id>'
  const text = part.toString('latin1')
  if ((part[0] === 0 || part[0] === 1) && !part.subarray(1).some(isUnprintable)) {
    return `\\${part[0]}${text.slice(1)}`
  }
  // So is the number that a REQ which correlates begins with.
  return part.length === 4 && part.some(isUnprintable) ? '<request>' : text
}

const isUnprintable = (octet: number): boolean => octet < 32 || octet > 126

/**
 * What was sent beyond the receiver's mark comes only as it reads: it is asked again after a pause.
 * @returns true if there was something
 */
async function drain(
  socket: ActedSocket | undefined,
  settle: () => Promise<void>,
  taken: string[],
): Promise<boolean> {
  const before = taken.length
  for (let misses = 0; socket?.closed === false && taken.length < DRAIN_MAX;) {
    const result = await resultOf(() => socket.receive())
    if (result === 'EAGAIN') {
      if (++misses === DRAIN_MISSES) break
      await settle()
    } else if (/^E[A-Z]+$/.test(result)) {
      if (taken.at(-1) !== result) taken.push(result)
      return taken.length > before + 1
    } else taken.push(result)
  }
  return taken.length > before
}
