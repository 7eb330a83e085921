// TLS over a stream, for wss: Node's own, between two streams of ours (transport.ts). Its module is loaded with
// the first stream, for few need it.
import { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { systemError } from '../errors.js'
import type { Stream, StreamReader, TlsSettings } from './transport.js'

const nobody = (): void => {}

/** The side that is connected to. @throws Error for a key or certificate that is none */
export function tlsServer({ key, certificate }: TlsSettings): (inner: Stream) => Stream {
  const tls = process.getBuiltinModule('node:tls')
  const secureContext = tls.createSecureContext({ key: key ?? '', cert: certificate ?? '' })
  return inner =>
    new TlsStream(inner, duplex => new tls.TLSSocket(duplex, { isServer: true, secureContext }))
}

/** The side that connects, to a host. */
export function tlsClient(
  settings: TlsSettings | undefined,
  host: string,
): (inner: Stream) => Stream {
  const tls = process.getBuiltinModule('node:tls')
  const { isIP } = process.getBuiltinModule('node:net')
  const trusted = settings?.trusted ?? undefined
  const ca = [
    ...(settings?.trustsSystem === true ? tls.rootCertificates : []),
    ...(trusted === undefined ? [] : [trusted]),
  ]
  const name = settings?.hostname ?? host
  return inner =>
    new TlsStream(inner, socket =>
      tls.connect({
        socket,
        ca,
        ...(isIP(name) === 0 && { servername: name }),
        checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
      }),
    )
}

/** A stream of ours as Node's TLS wants one. */
class StreamDuplex extends Duplex implements StreamReader {
  readonly #stream: Stream

  constructor(stream: Stream) {
    super({ allowHalfOpen: false })
    this.#stream = stream
    stream.start(this)
  }

  override _read(): void {
    this.#stream.resume()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.#stream.isClosed) done()
    else this.#stream.write([chunk], done)
  }

  override _final(done: () => void): void {
    this.#stream.finish()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#stream.isClosed && !this.writableFinished) this.#stream.destroy()
    done(error)
  }

  received(chunk: Buffer): void {
    if (!this.push(chunk)) this.#stream.pause()
  }

  filled(): void {}

  room(): undefined {
    return undefined
  }

  refused(): void {}

  ended(): void {
    this.push(null)
  }

  broke(error: Error): void {
    this.destroy(error)
  }

  gone(error: Error): void {
    if (!this.readableEnded && !this.writableFinished) this.destroy(error)
  }
}

/** What is written on it is sealed, and what is read of it was. */
class TlsStream implements Stream {
  readonly #inner: Stream
  readonly #socket: TLSSocket
  #reader: StreamReader | undefined

  constructor(inner: Stream, wrap: (duplex: Duplex) => TLSSocket) {
    this.#inner = inner
    this.#socket = wrap(new StreamDuplex(inner))
    // An error that nobody listened for would end the process.
    this.#socket.on('error', nobody)
  }

  get descriptor(): number {
    return this.#inner.descriptor
  }

  get local(): string {
    return this.#inner.local
  }

  get remote(): string {
    return this.#inner.remote
  }

  get remoteAddress(): string | undefined {
    return this.#inner.remoteAddress
  }

  get isWriting(): boolean {
    return this.#socket.writableLength > 0
  }

  get isClosed(): boolean {
    return this.#socket.destroyed
  }

  get bytesRead(): number | undefined {
    return this.#inner.bytesRead
  }

  get bytesWritten(): number | undefined {
    return this.#inner.bytesWritten
  }

  start(reader: StreamReader): void {
    this.#reader = reader
    const socket = this.#socket
    // As the reader may be told only once that it is over, an error is told at the close.
    let failure: Error | undefined
    socket.on('error', error => (failure = error))
    socket.on('data', (chunk: Buffer) => this.#reader?.received(chunk))
    socket.on('end', () => this.#reader?.ended())
    socket.on('close', () => {
      if (failure !== undefined) this.#reader?.broke(failureOf(failure))
      this.#reader?.gone(systemError('ECONNRESET'))
    })
  }

  write(chunks: readonly Uint8Array[], taken: () => void): void {
    const socket = this.#socket
    const last = chunks.length - 1
    if (last > 0) socket.cork()
    for (let index = 0; index < last; index++) socket.write(chunks[index] as Uint8Array)
    socket.write(chunks[last] as Uint8Array, taken)
    if (last > 0) socket.uncork()
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** TLS ends with words of its own: what came before them was read. */
  askWhetherRefused(answer: (isRefused: boolean) => void): void {
    answer(this.isWriting)
  }

  setKeepAlive(isOn: boolean, idleMs: number): void {
    this.#inner.setKeepAlive(isOn, idleMs)
  }

  finish(): void {
    this.#socket.removeAllListeners('data')
    this.#socket.resume()
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
    this.#inner.destroy()
  }

  /** What is sealed by the event loop cannot be without it. */
  writeNow(): boolean {
    return false
  }

  readNow(): undefined {
    return undefined
  }
}

/** An error of TLS's own has no number of the system's: libzmq says EINVAL of them all. */
function failureOf(error: NodeJS.ErrnoException): Error {
  if (error.code !== undefined && systemError(error.code).errno !== 0) return error
  return systemError('EINVAL', { message: error.message })
}
