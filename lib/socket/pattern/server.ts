// SERVER (RFC 41) and PEER (RFC 51): many peers, each called by a number. Here a message is the four octets of
// that number, and its one part.
import { systemError } from '../../errors.js'
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import type { Pattern } from './pattern.js'
import { SingleFairQueue } from './single.js'

const NUMBER_SIZE = 4

/** Addresses peers by number. */
export class ServerPattern implements Pattern {
  readonly receives = true
  readonly canSend = true
  readonly #in = new SingleFairQueue()
  readonly #numbered = new Map<number, Pipe>()
  readonly #numbers = new WeakMap<Pipe, number>()
  #last: number

  /** @param random a number from 0 to below 1, where the numbers of peers begin */
  constructor(random: () => number) {
    this.#last = Math.floor(random() * 2 ** 32)
  }

  /** The number of the peer that came last. */
  get lastNumber(): number {
    return this.#last
  }

  get canReceive(): boolean {
    return this.#in.canReceive
  }

  get hasPeers(): boolean {
    return this.#numbered.size > 0
  }

  attach(pipe: Pipe): boolean {
    // Never 0.
    do this.#last = (this.#last + 1) >>> 0
    while (this.#last === 0 || this.#numbered.has(this.#last))
    this.#numbered.set(this.#last, pipe)
    this.#numbers.set(pipe, this.#last)
    return this.#in.attach(pipe)
  }

  detach(pipe: Pipe): void {
    this.#numbered.delete(this.#numbers.get(pipe) ?? 0)
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  send(message: Message): boolean {
    const [number, body] = message as [Uint8Array, Uint8Array]
    const pipe = this.#numbered.get(numberOf(number))
    if (pipe === undefined || pipe.isClosed) throw systemError('EHOSTUNREACH')
    return pipe.write([body])
  }

  receive(): Message | undefined {
    const message = this.#in.receive()
    if (message === undefined) return undefined
    return [numberOctets(this.#numbers.get(this.#in.from as Pipe) as number), ...message]
  }
}

/** A peer's number as four octets, the highest first. */
export function numberOctets(number: number): Buffer {
  const octets = Buffer.alloc(NUMBER_SIZE)
  octets.writeUInt32BE(number)
  return octets
}

/** A peer's number from its octets. @throws SystemError EINVAL unless there are four, and for 0, which is nobody's */
export function numberOf(octets: Uint8Array): number {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  const number = bytes.length === NUMBER_SIZE ? bytes.readUInt32BE() : 0
  if (number === 0) throw systemError('EINVAL')
  return number
}
