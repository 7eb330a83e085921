// A net.Socket that reads on after a write has failed. node:net would destroy it, and with it what lies
// unread in the kernel: all that a peer said between our last read and its end. libzmq, too, stops writing
// then and goes on reading (its stream_engine_base, out_event), until the end shows there.
import net from 'node:net'
import type { Reading } from './reading.js'
import type { StreamReader } from './transport.js'

const NONE: readonly Uint8Array[] = []

type Done = (error?: Error | null) => void

/** A socket whose writes never end it; its reads do, with an end or an error that comes after all bytes. */
export class PeerSocket extends net.Socket {
  /** Why the system takes nothing more for the peer; what is written from then on is dropped. */
  refusal: Error | undefined
  /** Told when `refusal` is set, which may be in the middle of a write. */
  reader: StreamReader | undefined
  /** The chunks of the writes that the system has not taken whole. */
  untaken: readonly Uint8Array[] = NONE

  /** @param handle that of an accepted connection; net.Server makes its sockets of such, too */
  constructor(reading: Reading, handle?: object) {
    const options: net.SocketConstructorOpts & { onread: Reading; handle?: object } = {
      onread: reading,
      ...(handle !== undefined && { handle }),
    }
    super(options)
  }

  override _write(chunk: unknown, encoding: BufferEncoding, done: Done): void {
    if (this.refusal === undefined)
      super._write(chunk, encoding, error => written(this, error, done))
    else done()
  }

  override _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], done: Done): void {
    if (this.refusal === undefined) super._writev?.(chunks, error => written(this, error, done))
    else done()
  }

  /** Makes a socket that the runtime's own server has accepted one of these. It is read by its events. */
  static adopt(socket: net.Socket, reading: Reading): PeerSocket {
    const peer = Object.setPrototypeOf(socket, PeerSocket.prototype) as PeerSocket
    peer.untaken = NONE
    return peer.on('data', (chunk: Buffer) => reading.reader?.received(chunk))
  }
}

/** A write is over. Bun writes many chunks by `_write`, and so comes here twice. */
function written(socket: PeerSocket, error: Error | null | undefined, done: Done): void {
  if (error && socket.refusal === undefined) {
    socket.refusal = error
    socket.reader?.refused()
  }
  done()
  if (socket.writableLength === 0) socket.untaken = NONE
}
