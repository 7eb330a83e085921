// The transports of a browser: ws and wss, through its own WebSocket, to connect with.
import { systemError } from '../errors.js'
import type { Endpoint } from '../transport/endpoint.js'
import { BindError, type StreamTransport } from '../transport/transport.js'
import { subprotocols } from '../zmtp/wire/zws.js'
import { webSocketClass } from './web-socket.js'
import { WebStream } from './web-stream.js'

/** As on Node the name shows a path. @throws SystemError EINVAL for what is no such address */
function urlOf({ text }: Endpoint): string {
  const { groups } = /^(?<place>wss?:\/\/[^/?#\s]+)(?<path>\/[!-~]*)?$/.exec(text) ?? {}
  if (groups === undefined || !/:\d+$/.test(groups['place'] ?? ''))
    throw systemError('EINVAL', { address: text })
  return `${groups['place']}${groups['path'] ?? '/'}`
}

const webSocket: StreamTransport = {
  listen(address) {
    throw new BindError(systemError('ENOTSUP', { address, message: 'a browser cannot listen' }))
  },
  open: () => undefined,
  dialer(endpoint) {
    const url = urlOf(endpoint)
    return ({ timeoutMs, greeting }, clock, handlers) => {
      const WebSocket = webSocketClass()
      let isOver = false
      const fail = (code: string): void => {
        if (isOver) return
        end()
        handlers.failed(systemError(code), -1)
      }
      if (WebSocket === undefined || greeting === undefined) {
        queueMicrotask(() => fail('ENOTSUP'))
        return { descriptor: undefined, cancel: () => (isOver = true), finishNow: () => {} }
      }
      const socket = new WebSocket(url, subprotocols(greeting(), '.'))
      socket.binaryType = 'arraybuffer'
      const timer = timeoutMs > 0 ? clock.after(timeoutMs, () => fail('ETIMEDOUT')) : undefined
      const end = (): void => {
        isOver = true
        timer?.cancel()
        socket.close()
      }
      socket.addEventListener('open', () => {
        if (isOver) return
        isOver = true
        timer?.cancel()
        handlers.connected(new WebStream(socket, url))
      })
      socket.addEventListener('close', () => fail('ECONNREFUSED'))
      queueMicrotask(() => {
        if (!isOver) handlers.delayed()
      })
      return { descriptor: -1, cancel: end, finishNow: () => {} }
    }
  },
  nameOf: urlOf,
  hasOwnGreeting: true,
  namesFailedBind: false,
  heedsRefusal: false,
  takesProxy: false,
}

/** By the name that begins their endpoints. */
export const STREAM_TRANSPORTS: ReadonlyMap<string, StreamTransport> = new Map([
  ['ws', webSocket],
  ['wss', webSocket],
])
