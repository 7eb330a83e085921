// Acts a program out on one package and writes down every result.
import type { Call, Program, Transport } from './program.js'
import { BASE_SETTINGS } from './program.js'

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
  send?(text: string): Promise<void>
  receive?(): Promise<Buffer[]>
  linger: number
}

/** A package, by its public names. */
export interface ActedPackage {
  readonly Push: new (options: object) => ActedSocket
  readonly Pull: new (options: object) => ActedSocket
  readonly Pair: new (options: object) => ActedSocket
}

/** What a program's endpoints are called; nobody else has these. */
export type Places = (transport: Transport, index: number) => string

/** More messages than a program sends. */
const DRAIN_MAX = 200
/** So often a socket has nothing before it counts as empty. */
const DRAIN_MISSES = 3

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** @returns a line for each call, then one for each socket with what it still had at the end */
export async function actOut(
  program: Program,
  library: ActedPackage,
  places: Places,
  pauseMs: number,
): Promise<string[]> {
  const sockets: (ActedSocket | undefined)[] = []
  const endpoints = program.transports.map(places)
  const results: string[] = []
  // Every socket takes note of what has happened in the pause: libzmq would do so only at its next call.
  const settle = async (): Promise<void> => {
    await sleep(pauseMs)
    for (const socket of sockets) {
      if (socket?.closed === false) void [socket.readable, socket.writable]
    }
    await sleep(1)
  }
  for (const call of program.calls) {
    results.push(await resultOf(() => actCall(call, sockets, library, endpoints)))
    await settle()
  }
  for (const socket of sockets) results.push(await drain(socket, settle))
  for (const socket of sockets) {
    if (socket?.closed !== false) continue
    socket.linger = 0
    socket.close()
  }
  return results
}

function actCall(
  call: Call,
  sockets: (ActedSocket | undefined)[],
  library: ActedPackage,
  endpoints: readonly string[],
): unknown {
  if (call.do === 'open') {
    sockets[call.socket] = new library[call.type]({ ...BASE_SETTINGS, ...call.set })
    return undefined
  }
  const socket = sockets[call.socket]
  if (socket === undefined) return 'no socket'
  switch (call.do) {
    case 'set':
      Object.assign(socket, call.set)
      return undefined
    case 'send':
      return socket.send === undefined ? 'cannot' : socket.send(call.text)
    case 'receive':
      return socket.receive === undefined ? 'cannot' : socket.receive()
    case 'close':
      return socket.close()
    default:
      return socket[call.do](endpoints[call.endpoint] ?? 'inproc://none')
  }
}

async function resultOf(act: () => unknown): Promise<string> {
  try {
    const value = await act()
    return value === undefined ? 'ok' : String(value)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

/** What was sent beyond the receiver's mark comes only as it reads: it is asked again after a pause. */
async function drain(
  socket: ActedSocket | undefined,
  settle: () => Promise<void>,
): Promise<string> {
  const taken: string[] = []
  let misses = 0
  while (socket?.closed === false && socket.receive !== undefined && taken.length < DRAIN_MAX) {
    const result = await resultOf(() => socket.receive?.())
    if (result !== 'EAGAIN') taken.push(result)
    else if (++misses === DRAIN_MISSES) break
    else await settle()
  }
  return `at the end: ${taken.join(' ')}`
}
