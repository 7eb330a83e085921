// REQ (RFC 28): one request, then its reply, in turn. A request begins with an empty part, before which
// `correlate` puts a number that the reply must repeat; `relaxed` allows another request instead of waiting.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { DealerPattern } from './dealer.js'
import type { PatternOptions } from './pattern.js'

const DELIMITER = Buffer.alloc(0)
const ID_LENGTH = 4

/** Asks one peer at a time. */
export class RequestPattern extends DealerPattern {
  onTurn: (() => void) | undefined = undefined
  /** A request is under way, and the peer it went to while that is there. */
  #isWaiting = false
  #asked: Pipe | undefined
  /** Of the last request. As in libzmq it begins anywhere, so that an answer to another life of this REQ is none. */
  #id: number

  constructor(options: PatternOptions, random: () => number) {
    super(options)
    this.#id = Math.floor(random() * 2 ** 32)
  }

  override get canSend(): boolean {
    return (!this.#isWaiting || this.options.relaxed) && super.canSend
  }

  override get canReceive(): boolean {
    return this.#isWaiting && super.canReceive
  }

  get mustReceiveFirst(): boolean {
    return this.#isWaiting && !this.options.relaxed
  }

  get mustSendFirst(): boolean {
    return !this.#isWaiting
  }

  override detach(pipe: Pipe): void {
    super.detach(pipe)
    if (this.#asked === pipe) this.#asked = undefined
  }

  override send(message: Message): boolean {
    if (this.mustReceiveFirst) return false
    // What is there now answers no request that is still of interest.
    while (this.in.receive() !== undefined);
    const envelope = this.options.correlate ? [this.#nextId(), DELIMITER] : [DELIMITER]
    if (!super.send([...envelope, ...message])) return false
    this.#asked = this.out.to
    this.#isWaiting = true
    this.onTurn?.()
    return true
  }

  override receive(): Message | undefined {
    if (!this.#isWaiting) return undefined
    for (let reply = super.receive(); reply !== undefined; reply = super.receive()) {
      if (this.#asked !== undefined && this.in.from !== this.#asked) continue
      const body = this.#bodyOf(reply)
      if (body === undefined) continue
      this.#isWaiting = false
      this.onTurn?.()
      return body
    }
    return undefined
  }

  /** What lies behind the envelope of our request; undefined if it has another, or nothing does. */
  #bodyOf(reply: Message): Message | undefined {
    const length = this.options.correlate ? 2 : 1
    if (reply.length <= length || reply[length - 1]?.length !== 0) return undefined
    if (length === 2 && !this.#idOctets().equals(reply[0] as Uint8Array)) return undefined
    return reply.slice(length)
  }

  #nextId(): Buffer {
    this.#id = (this.#id + 1) >>> 0
    return this.#idOctets()
  }

  #idOctets(): Buffer {
    const octets = Buffer.alloc(ID_LENGTH)
    octets.writeUInt32LE(this.#id)
    return octets
  }
}
