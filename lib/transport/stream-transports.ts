// The transports that have streams, a row each. In a browser it is browser/stream-transports.ts.
import { ipc } from './ipc.js'
import { tcp } from './tcp.js'
import type { StreamTransport } from './transport.js'
import { ws, wss } from './ws.js'

/** By the name that begins their endpoints. */
export const STREAM_TRANSPORTS: ReadonlyMap<string, StreamTransport> = new Map([
  ['tcp', tcp],
  ['ipc', ipc],
  ['ws', ws],
  ['wss', wss],
])
