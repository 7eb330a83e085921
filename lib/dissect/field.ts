// What a dissector gives: items (a greeting, a command, a frame, a monitor event), each with its fields,
// each with offset, bytes, value, meaning and the place where its rule stands. Nothing here throws on
// bad bytes: what is wrong is said in `fault`, and what came before it stays.
import type { EventName } from '../monitor/events.js'
import type { PeerProtocol } from '../zmtp/greeting.js'

/** One field of a structure. */
export interface Field {
  /** From the start of the stream; for a monitor event, from the start of its part. */
  readonly offset: number
  /** Bytes the field has; `bytes` may hold fewer of a large one. */
  readonly size: number
  readonly bytes: Buffer
  readonly name: string
  /** The value for people, strangers' text escaped. */
  readonly value: string
  readonly meaning: string
  /** Where it is specified: a section of an RFC or a manual page. */
  readonly source: string
  /** Index of the part, for a monitor event. */
  readonly part?: number
  /** In how many boxes of CURVE it lay: its bytes are those that were sealed, its offset is where they lie. */
  readonly depth?: number
  /** What is wrong with it: what was expected here. */
  readonly fault?: string
}

/** What every item has. */
export interface ItemBase {
  /** From the start of the stream. */
  readonly offset: number
  /** Bytes on the wire, header included. */
  readonly size: number
  /** One line, strangers' text escaped. */
  readonly summary: string
  readonly fields: readonly Field[]
  /** The first fault: what was expected, and at which offset. */
  readonly fault?: string
}

/** A greeting, or the lack of one (ZMTP 1.0 has none). */
export interface GreetingItem extends ItemBase {
  readonly kind: 'greeting'
  /** The protocol the two sides will speak, as far as this side's bytes tell. */
  readonly protocol: PeerProtocol
  /** Such as `3.1`. */
  readonly version: string
  /** Only a 3.x greeting has one. */
  readonly mechanism?: string
  readonly isAsServer?: boolean
  /** Only a 12-byte greeting has one. */
  readonly socketType?: string
}

/** What of a command matters to the state of the connection. */
export interface CommandFacts {
  readonly socketType?: string
  /** The reason of an ERROR, escaped. */
  readonly reason?: string
}

/** A command. */
export interface CommandItem extends ItemBase {
  readonly kind: 'command'
  /** Its name, or undefined if it has none that can be read. */
  readonly name: string | undefined
  readonly facts: CommandFacts
}

/** What a frame that is no command carries. */
export type FrameRole =
  | 'message'
  | 'identity'
  | 'subscription'
  | 'encrypted'
  /** Of an envelope (RFC 28): who the message is for, or came from. */
  | 'routing-id'
  /** Of an envelope: the number of a request (ZMQ_REQ_CORRELATE). */
  | 'request-id'
  /** The empty part at which an envelope ends. */
  | 'delimiter'

/** What lay in a box: a part of a message, or a command with this name. */
export type OpenedBox =
  | { readonly kind: 'message'; readonly hasMore: boolean; readonly role: FrameRole }
  | { readonly kind: 'command'; readonly hasMore: boolean; readonly name: string | undefined }

/** A frame of a message. */
export interface FrameItem extends ItemBase {
  readonly kind: 'frame'
  readonly role: FrameRole
  readonly hasMore: boolean
  readonly bodySize: number
  /** What an encrypted one holds, where keys were given that open it. */
  readonly opened?: OpenedBox
}

/** A monitor event. */
export interface MonitorItem extends ItemBase {
  readonly kind: 'monitor'
  readonly version: 1 | 2 | undefined
  readonly event: number | undefined
  readonly name: EventName | undefined
  readonly values: readonly number[]
  readonly addresses: readonly string[]
}

/** Bytes that are cut off, cannot be read, or were lost. */
export interface RestItem extends ItemBase {
  readonly kind: 'rest'
}

/** Anything a dissector gives. */
export type Item = GreetingItem | CommandItem | FrameItem | MonitorItem | RestItem

/** Up to this number of bytes a field is shown whole or not at all. */
const LARGEST_NUMBER = 8

/** What `FieldReader.take` wants to know about the bytes it has found. */
export interface Explanation {
  readonly value: string
  readonly meaning: string
  readonly fault?: string | undefined
}

/**
 * Walks over the bytes of a structure and writes its fields. After a field that is cut off it gives
 * undefined for ever, so that the code above it can stay a list of fields.
 */
export class FieldReader {
  readonly fields: Field[] = []
  readonly #bytes: Buffer
  readonly #base: number
  readonly #size: number
  readonly #part: number | undefined
  readonly #depth: number | undefined
  #at = 0
  #fault: string | undefined
  #isStopped = false

  /**
   * @param bytes the structure, or its first bytes
   * @param base offset of its first byte
   * @param size bytes it really has, if not all were kept
   * @param depth in how many boxes it lay
   */
  constructor(bytes: Buffer, base = 0, size: number = bytes.length, part?: number, depth?: number) {
    this.#bytes = bytes
    this.#base = base
    this.#size = size
    this.#part = part
    this.#depth = depth
  }

  /** The first fault. */
  get fault(): string | undefined {
    return this.#fault
  }

  /** Bytes that were not yet read. */
  get left(): number {
    return this.#isStopped ? 0 : this.#size - this.#at
  }

  /** True after a field that was cut off. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** The next byte without taking it. */
  get peek(): number | undefined {
    return this.#bytes[this.#at]
  }

  /** Takes a field; undefined if its bytes are not all there. */
  take(
    size: number,
    name: string,
    source: string,
    explain: (bytes: Buffer) => Explanation,
  ): Buffer | undefined {
    if (this.#isStopped) return undefined
    const bytes = this.#bytes.subarray(this.#at, this.#at + size)
    if (size > this.#size - this.#at) {
      const count = this.#size - this.#at
      const fault = `expected ${plural(size, 'byte')} of ${name} here, found ${count === 0 ? 'the end' : `${count}`}`
      this.#isStopped = true
      this.#add({ size: count, bytes, name, value: 'cut off', meaning: '', source, fault })
      return undefined
    }
    if (bytes.length < Math.min(size, LARGEST_NUMBER)) {
      this.#isStopped = true
      this.#add({ size, bytes, name, value: 'not kept', meaning: 'too far behind', source })
      return undefined
    }
    const { value, meaning, fault } = explain(bytes)
    this.#add({ size, bytes, name, value, meaning, source, ...(fault !== undefined && { fault }) })
    this.#at += size
    return bytes
  }

  /** Takes all that is left, if anything is. */
  rest(name: string, source: string, explain: (bytes: Buffer) => Explanation): Buffer | undefined {
    return this.left === 0 ? undefined : this.take(this.left, name, source, explain)
  }

  /** Writes the fields of what lay in the last one behind it. */
  include({ fields, fault }: Pick<FieldReader, 'fields' | 'fault'>): void {
    append(this.fields, fields)
    this.#fault ??= fault
  }

  #add(field: Omit<Field, 'offset' | 'part' | 'depth'>): void {
    const offset = this.#base + this.#at
    const part = this.#part
    const depth = this.#depth
    this.fields.push({
      offset,
      ...field,
      ...(part !== undefined && { part }),
      ...(depth !== undefined && { depth }),
    })
    if (field.fault !== undefined) this.#fault ??= faultText(offset, field.fault, part)
  }
}

/** A fault with its place. */
export function faultText(offset: number, fault: string, part?: number): string {
  return `${part === undefined ? '' : `part ${part}, `}offset ${offset}: ${fault}`
}

/** `1 byte`, `2 bytes`. */
export function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${Number(count) === 1 ? '' : 's'}`
}

/** Appends all of a list, however long (spreading it into `push` has a limit). */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one)
}
