// A ZAP handler (RFC 27) that answers each request with the status that its domain names: in the domain "400"
// nobody is let in. For engines of this process; drivers bring the same.
import type { Engine, EngineSocket } from '../engine.js'

/** Where libzmq asks. */
const ENDPOINT = 'inproc://zeromq.zap.01'
const VERSION = Buffer.from('1.0')

/** Binds the handler in an engine; it ends with the engine. */
export async function serveZap(engine: Engine): Promise<void> {
  const socket = engine.socket('REP')
  await socket.bind(ENDPOINT)
  void answer(socket)
}

async function answer(socket: EngineSocket): Promise<void> {
  try {
    for (;;) {
      const [, id = Buffer.alloc(0), domain = Buffer.alloc(0)] = await socket.receive()
      const nothing = Buffer.alloc(0)
      // version, request, status, text, user, metadata
      await socket.send([VERSION, id, domain, nothing, nothing, nothing])
    }
  } catch {
    // EBADF or EAGAIN: the engine was closed
  }
}
