// A peer of ZMTP 3.1 with NULL for the smoke test of a driver: the handshake, messages out and in, no more.
import { systemClock, delay } from '../../clock.js'
import type { SocketTypeName } from '../../engine.js'
import { hex } from '../../raw/hex.js'
import { dial, type Listener, RawLink } from '../../raw/link.js'
import { isCommand, SeenStream } from '../stream.js'
import { wordsFor } from '../vocabulary.js'

const STEP_MS = 5
const WAIT_MS = 3000

/** The legal peer of an endpoint. */
export class SmokePeer {
  readonly #link: RawLink
  readonly #seen = new SeenStream()
  readonly #messages: string[] = []
  #isReady = false

  private constructor(socket: ConstructorParameters<typeof RawLink>[0], type: SocketTypeName) {
    this.#link = new RawLink(socket, { octets: chunk => this.#seen.push(chunk), closed() {} })
    this.#link.resume()
    const { G = '', R = '' } = wordsFor(type)
    this.#link.send(hex(G))
    this.#link.send(hex(R))
  }

  /** Meets an endpoint that is bound. @returns undefined if there is no handshake */
  static async meet(endpoint: string, type: SocketTypeName): Promise<SmokePeer | undefined> {
    const socket = await dial(endpoint).catch(() => undefined)
    return socket && new SmokePeer(socket, type).#joined()
  }

  /** Waits for an endpoint that connects. @returns undefined if it does not, or there is no handshake */
  static async await(listener: Listener, type: SocketTypeName): Promise<SmokePeer | undefined> {
    let socket = listener.take()
    for (let ms = 0; socket === undefined && ms < WAIT_MS; ms += STEP_MS) {
      await delay(systemClock, STEP_MS)
      socket = listener.take()
    }
    return socket && new SmokePeer(socket, type).#joined()
  }

  /** Sends a message of these parts. */
  send(parts: readonly string[]): void {
    const frames = parts.map((part, at) => {
      const body = Buffer.from(part, 'hex')
      return Buffer.concat([Buffer.of(at < parts.length - 1 ? 1 : 0, body.length), body])
    })
    this.#link.send(Buffer.concat(frames))
  }

  /** The bodies of the next messages' frames, in hex; fewer if no more come in time. */
  async receive(count: number): Promise<readonly string[]> {
    await this.#until(() => this.#messages.length >= count)
    return this.#messages.splice(0, count)
  }

  close(): void {
    this.#link.destroy()
  }

  async #joined(): Promise<SmokePeer | undefined> {
    await this.#until(() => this.#isReady)
    if (this.#isReady) return this
    this.close()
    return undefined
  }

  async #until(check: () => boolean): Promise<void> {
    for (let ms = 0; ms < WAIT_MS; ms += STEP_MS) {
      this.#read()
      if (check()) return
      await delay(systemClock, STEP_MS)
    }
  }

  #read(): void {
    for (let frame = this.#seen.frame(); frame !== undefined; frame = this.#seen.frame()) {
      if (frame.name === 'READY') this.#isReady = true
      else if (!isCommand(frame)) this.#messages.push(frame.body.toString('hex'))
    }
  }
}
