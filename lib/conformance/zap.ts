// A ZAP handler (RFC 27) that answers each request as its domain says: in the domain "400" nobody is let in, in
// "user:password" only who brings these. For engines of this process; drivers bring the same.
import { type Clock, delay } from '../clock.js'
import type { Engine, EngineSocket } from '../engine.js'

/** Where libzmq asks. */
const ENDPOINT = 'inproc://zeromq.zap.01'
const VERSION = Buffer.from('1.0')
const NOTHING = Buffer.alloc(0)
/** An endpoint that was bound is free again only when the engine has come to it. */
const BIND_TRIES = 200
const RETRY_MS = 5

/** The status that the handler answers with. */
export function statusFor(domain: string, credentials: readonly Buffer[]): string {
  if (!domain.includes(':')) return domain
  return domain === credentials.map(each => each.toString('latin1')).join(':') ? '200' : '400'
}

/** The handler of one engine. */
export class ZapHandler {
  readonly #engine: Engine
  readonly #clock: Clock
  #socket: EngineSocket | undefined

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine
    this.#clock = clock
  }

  /** Sees to it that the handler is there, or that it is not. */
  async set(isWanted: boolean): Promise<void> {
    if (isWanted === (this.#socket !== undefined)) return
    if (!isWanted) {
      this.#socket?.close()
      this.#socket = undefined
      return
    }
    const socket = this.#engine.socket('REP')
    this.#socket = socket
    for (let tries = 1; ; tries++) {
      try {
        await socket.bind(ENDPOINT)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === BIND_TRIES)
          throw error
        await delay(this.#clock, RETRY_MS)
      }
    }
    void answer(socket)
  }
}

async function answer(socket: EngineSocket): Promise<void> {
  try {
    for (;;) {
      const [, id = NOTHING, domain = NOTHING, , , , ...credentials] = await socket.receive()
      const status = Buffer.from(statusFor(domain.toString('latin1'), credentials))
      // version, request, status, text, user, metadata
      await socket.send([VERSION, id, status, NOTHING, NOTHING, NOTHING])
    }
  } catch {
    // EBADF or EAGAIN: the handler or the engine was closed
  }
}
