// What an endpoint has sent on one link, cut into greeting and frames as tolerantly as can be, so that
// faults are seen and named instead of breaking the reader. Pure. (RFC 23 §Framing)

/** One frame as it came. */
export interface SeenFrame {
  readonly flags: number
  readonly body: Buffer
  /** Header and body. */
  readonly octets: Buffer
  /** The command's name; undefined for messages and for commands without a readable name. */
  readonly name: string | undefined
}

const MORE = 0x01
const LONG = 0x02
const COMMAND = 0x04

/** Grows by chunks; is read from the front. */
export class SeenStream {
  #chunks: Buffer[] = []
  #length = 0
  /** Octets taken from the front by `take` and `frame`. */
  #taken = 0
  readonly #onFrame: (frame: SeenFrame) => void
  readonly #greetingLength: number
  #greeting: Buffer | undefined

  /**
   * @param onFrame told of each frame once, when it is read
   * @param greetingLength 64 for ZMTP 3, 12 for ZMTP 2.0
   */
  constructor(onFrame: (frame: SeenFrame) => void = () => {}, greetingLength = 64) {
    this.#onFrame = onFrame
    this.#greetingLength = greetingLength
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#greeting === undefined && this.#taken === 0 && this.#length >= this.#greetingLength) {
      this.#greeting = Buffer.from(this.#joined().subarray(0, this.#greetingLength))
    }
  }

  /** How many octets have come in all. */
  get total(): number {
    return this.#taken + this.#length
  }

  /** The octets that nobody has taken yet. */
  get rest(): Buffer {
    return this.#joined()
  }

  /** The greeting, once it is there whole. */
  get greeting(): Buffer | undefined {
    return this.#greeting
  }

  /** Takes octets from the front; undefined while there are fewer. */
  take(count: number): Buffer | undefined {
    if (this.#length < count) return undefined
    const all = this.#joined()
    this.#chunks = count === all.length ? [] : [all.subarray(count)]
    this.#length -= count
    this.#taken += count
    return all.subarray(0, count)
  }

  /** Takes the greeting if it is still there; false while it has not come whole. */
  skipGreeting(): boolean {
    if (this.#taken >= this.#greetingLength) return true
    return this.take(this.#greetingLength - this.#taken) !== undefined
  }

  /** Takes the next frame; undefined while it is not whole. */
  frame(): SeenFrame | undefined {
    if (!this.skipGreeting() || this.#length < 2) return undefined
    const all =
      this.#length > 16 && (this.#chunks[0]?.length ?? 0) < 16 ? this.#joined() : undefined
    const front = all ?? (this.#length <= 16 ? this.#joined() : this.#chunks[0])
    const flags = front?.[0] ?? 0
    const headerLength = (flags & LONG) === 0 ? 2 : 9
    if (front === undefined || front.length < headerLength) return undefined
    const size = headerLength === 2 ? (front[1] ?? 0) : Number(front.readBigUInt64BE(1))
    const octets = this.take(headerLength + size)
    if (octets === undefined) return undefined
    const body = octets.subarray(headerLength)
    const hasName = (flags & COMMAND) !== 0
    const frame = { flags, body, octets, name: hasName ? commandName(body) : undefined }
    this.#onFrame(frame)
    return frame
  }

  #joined(): Buffer {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] ?? Buffer.alloc(0)
  }
}

/** The frames that octets without a greeting hold. */
export function framesIn(octets: Buffer): readonly SeenFrame[] {
  const stream = new SeenStream(() => {}, 0)
  stream.push(octets)
  const frames: SeenFrame[] = []
  for (let frame = stream.frame(); frame !== undefined; frame = stream.frame()) frames.push(frame)
  return frames
}

/** The name of a command body: a length octet, then that number of printable characters. */
export function commandName(body: Uint8Array): string | undefined {
  const length = body[0] ?? 0
  if (length === 0 || body.length < 1 + length) return undefined
  const name = Buffer.from(body.subarray(1, 1 + length)).toString('latin1')
  return /^[\x21-\x7e]+$/.test(name) ? name : undefined
}

/** True if another frame of the same message follows. */
export function hasMore(frame: SeenFrame): boolean {
  return (frame.flags & MORE) !== 0
}

/** True for commands. */
export function isCommand(frame: SeenFrame): boolean {
  return (frame.flags & COMMAND) !== 0
}

/** One property of a READY. */
export interface SeenProperty {
  readonly name: Buffer
  readonly value: Buffer
}

/** The properties of a READY body, or undefined if they do not fill it exactly. */
export function propertiesOf(body: Buffer): readonly SeenProperty[] | undefined {
  const properties: SeenProperty[] = []
  let at = 1 + (body[0] ?? 0)
  while (at < body.length) {
    const nameEnd = at + 1 + (body[at] ?? 0)
    if (nameEnd + 4 > body.length) return undefined
    const valueEnd = nameEnd + 4 + body.readUInt32BE(nameEnd)
    if (valueEnd > body.length) return undefined
    properties.push({
      name: body.subarray(at + 1, nameEnd),
      value: body.subarray(nameEnd + 4, valueEnd),
    })
    at = valueEnd
  }
  return properties
}
