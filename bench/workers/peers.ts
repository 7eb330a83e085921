// The jobs with many peers, for any package in zeromq.js's shape: one PUSH that binds, and a process
// full of PULLs that connect.
//
//   crowd ENDPOINT COUNT   binds a PUSH; `bound ENDPOINT`, `ready MS` when COUNT handshakes are done
//                          (milliseconds since 1970), then `grown BYTES`, the memory they have taken
//   join  ENDPOINT COUNT   connects COUNT PULLs; `started MS`; stays until its stdin ends
import { numberAt, say, type Job } from './lines.js'

interface PeerSocket {
  readonly lastEndpoint: string | null
  readonly events: { on(type: 'handshake', listener: () => void): void }
  bind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  close(): void
}

/** What the jobs use of a package. */
export interface PeerPackage {
  readonly Context: new (options: { maxSockets: number }) => object
  readonly Push: new (options: { context: never; linger: number; backlog: number }) => PeerSocket
  readonly Pull: new (options: { context: never; linger: number }) => PeerSocket
}

export const BACKLOG = 4096

/** More than any of them needs. */
const MAX_SOCKETS = 20_000

/** How long memory is left to settle before it is read. */
const SETTLE_MS = 300

const contextOf = (zmq: PeerPackage): never => new zmq.Context({ maxSockets: MAX_SOCKETS }) as never

/** Milliseconds since 1970. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, SETTLE_MS))

/** Bytes of memory this process occupies, after what can be collected has been (`--expose-gc`). */
async function residentBytes(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    ;(globalThis as { gc?: () => void }).gc?.()
    await settle()
  }
  return process.memoryUsage.rss()
}

/** Says when `count` peers were ready, and what they weigh then; `listening` gives the endpoint. */
export async function weigh(listening: Promise<string>, ready: Promise<void>): Promise<void> {
  const endpoint = await listening
  const before = await residentBytes()
  say('bound', endpoint)
  const alive = setInterval(() => {}, 1000)
  await ready
  say('ready', nowMs())
  say('grown', (await residentBytes()) - before)
  clearInterval(alive)
  process.exit()
}

/** Binds, counts handshakes, and weighs. */
export async function crowd(zmq: PeerPackage, job: Job): Promise<void> {
  const count = numberAt(job, 0)
  const push = new zmq.Push({ context: contextOf(zmq), linger: 0, backlog: BACKLOG })
  let handshakes = 0
  const ready = new Promise<void>(resolve => {
    push.events.on('handshake', () => {
      if (++handshakes === count) resolve()
    })
  })
  await weigh(
    push.bind(job.endpoint).then(() => push.lastEndpoint ?? ''),
    ready,
  )
}

/** Connects them all. */
export function join(zmq: PeerPackage, job: Job): Promise<void> {
  const context = contextOf(zmq)
  say('started', nowMs())
  const pulls = Array.from({ length: numberAt(job, 0) }, () => {
    const pull = new zmq.Pull({ context, linger: 0 })
    pull.connect(job.endpoint)
    return pull
  })
  return stay(pulls)
}

/** They are idle; something has to keep them and the process until the other side has weighed. */
export function stay(peers: readonly object[]): Promise<void> {
  const alive = setInterval(() => peers.length, 1000)
  return new Promise(resolve => {
    process.on('SIGTERM', () => {
      clearInterval(alive)
      resolve()
      process.exit()
    })
  })
}
