// Monitor events explained (zmq_socket_monitor(3), zmq_socket_monitor_versioned(3)): the parts of
// version 1 and 2, as monitor/codec.ts lays them out. Here nothing is refused: what can be read is read,
// and what is wrong with the rest is said.
import { errnoCode, systemErrorText } from '../errors.js'
import { HOST_ORDER, type ByteOrder } from '../monitor/codec.js'
import { describeValue, eventMeaning, eventName, EVENTS, valueKind } from '../monitor/events.js'
import { FieldReader, faultText, plural, type Explanation, type MonitorItem } from './field.js'
import { dissectJeromqMonitor, isJeromqEvent } from './monitor-jeromq.js'
import { hexNumber, quote } from './text.js'

const V1 = 'zmq_socket_monitor(3)'
const V2 = 'zmq_socket_monitor_versioned(3)'
const HEAD_SIZE = 6
const NUMBER_SIZE = 8
/** Fewest parts of version 2: event, count, two addresses. */
const FIXED_PARTS = 4
/** libzmq has events with one and with two values; more than this is a misread number. */
const COUNT_MAX = 1024

/** What the descriptor of an event belongs to. */
const DESCRIPTOR_OWNER: Readonly<Record<number, string>> = {
  [EVENTS.LISTENING]: 'descriptor of the listening socket',
  [EVENTS.ACCEPTED]: 'descriptor of the accepted connection',
  [EVENTS.CONNECTED]: 'descriptor of the connection',
  [EVENTS.CLOSED]: 'the descriptor that was closed',
  [EVENTS.DISCONNECTED]: 'the descriptor that the connection had',
}

/** What a monitor message's dissection is told beside its parts. */
export interface MonitorOptions {
  /** Byte order of the machine the event comes from. Default: this one's. */
  readonly order?: ByteOrder
  /** The MORE flag of each part, where it is known; then it is checked. */
  readonly more?: readonly boolean[]
}

/**
 * Explains the parts of one monitor event, of either version; told apart by the first one's size. JeroMQ's, which is one part,
 * is recognised.
 */
export function dissectMonitor(
  parts: readonly Uint8Array[],
  options: MonitorOptions = {},
): MonitorItem {
  const buffers = parts.map(part => Buffer.from(part.buffer, part.byteOffset, part.byteLength))
  const [first] = buffers
  if (first !== undefined && buffers.length === 1 && isJeromqEvent(first)) {
    return dissectJeromqMonitor(first)
  }
  const walk = new MonitorWalk(buffers, options)
  return parts[0]?.length === NUMBER_SIZE ? walk.version2() : walk.version1()
}

class MonitorWalk {
  readonly #parts: readonly Buffer[]
  readonly #order: ByteOrder
  readonly #more: readonly boolean[] | undefined
  readonly #readers: FieldReader[] = []
  #fault: string | undefined

  constructor(parts: readonly Buffer[], options: MonitorOptions) {
    this.#parts = parts
    this.#order = options.order ?? HOST_ORDER
    this.#more = options.more
  }

  version1(): MonitorItem {
    const head = this.#reader(0)
    let event: number | undefined
    let value: number | undefined
    if (head === undefined) {
      this.#miss(0, 'a part of 6 bytes (version 1) or 8 bytes (version 2)')
    } else {
      const isHead = (this.#parts[0]?.length ?? 0) === HEAD_SIZE
      head.take(2, 'event', V1, bytes => {
        event = Number(this.#number(bytes))
        return this.#explainEvent(event, 4, bytes)
      })
      head.take(4, 'value', V1, bytes => {
        value = Number(this.#number(bytes))
        return this.#explainValue(event ?? 0, value)
      })
      head.rest('excess', V1, bytes => ({
        value: plural(bytes.length, 'byte'),
        meaning: '',
        fault: `expected the end of the part: it has 6 bytes in version 1 and 8 in version 2`,
      }))
      if (isHead) this.#checkMore(0, false)
    }
    const addresses = this.#address(1, 'address', V1, 'the endpoint of the event', true)
    this.#end(2)
    const values = value === undefined ? [] : [value]
    return this.#item(head === undefined ? undefined : 1, event, values, addresses)
  }

  version2(): MonitorItem {
    const event = this.#take64(0, 'event', (bytes, number) => this.#explainEvent(number, 4, bytes))
    const count = this.#take64(1, 'value count', (_, number) => ({
      value: String(number),
      meaning: number === 2 ? 'two values follow' : `${plural(number, 'value')} to follow`,
      fault: number > COUNT_MAX ? `expected a small number of values` : undefined,
    }))
    const values: number[] = []
    const wanted = count === undefined || count > COUNT_MAX ? this.#parts.length - 4 : count
    for (let index = 0; index < wanted; index++) {
      const name = wanted === 1 ? 'value' : `value ${index}`
      const value = this.#take64(2 + index, name, (_, number) =>
        this.#explainValue(event ?? 0, number, index),
      )
      if (value === undefined) break
      values.push(value)
    }
    const next = 2 + Math.max(0, wanted)
    const local = this.#address(next, 'local address', V2, 'our end', false)
    const remote = this.#address(next + 1, 'remote address', V2, 'the other end', true)
    this.#end(Math.max(FIXED_PARTS, next + 2))
    return this.#item(2, event, values, [...local, ...remote])
  }

  #take64(
    index: number,
    name: string,
    explain: (bytes: Buffer, number: number) => Explanation,
  ): number | undefined {
    const reader = this.#reader(index)
    if (reader === undefined) {
      this.#miss(index, `a part of 8 bytes with the ${name}`)
      return undefined
    }
    let number: number | undefined
    reader.take(NUMBER_SIZE, name, V2, bytes => {
      number = Number(this.#number(bytes))
      return explain(bytes, number)
    })
    reader.rest('excess', V2, bytes => ({
      value: plural(bytes.length, 'byte'),
      meaning: '',
      fault: 'expected the end of the part: a number has 8 bytes',
    }))
    this.#checkMore(index, false)
    return number
  }

  #address(
    index: number,
    name: string,
    source: string,
    meaning: string,
    isLast: boolean,
  ): string[] {
    const reader = this.#reader(index)
    if (reader === undefined) {
      this.#miss(index, `a part with the ${name}`)
      return []
    }
    let text = ''
    reader.take(reader.left, name, source, bytes => {
      text = bytes.toString()
      const empty = bytes.length === 0 ? ' (empty: this event has none)' : ''
      return { value: quote(bytes), meaning: `${meaning}${empty}` }
    })
    this.#checkMore(index, isLast)
    return [text]
  }

  #explainEvent(event: number, digits: number, bytes: Buffer): Explanation {
    const name = eventName(event)
    const value = `${hexNumber(event, digits)} ${name ?? 'unknown'}`
    if (name !== undefined) return { value, meaning: eventMeaning(event) }
    const other = this.#order === 'LE' ? 'BE' : 'LE'
    const otherName = eventName(Number(readNumber(bytes, other)))
    const hint =
      otherName === undefined
        ? 'no event of libzmq 4.3'
        : `in the other byte order it is ${otherName} (--order ${other.toLowerCase()})`
    return { value, meaning: hint, fault: 'expected the number of an event, a single bit' }
  }

  #explainValue(event: number, value: number, index = 0): Explanation {
    const described = describeValue(event, value)
    const text = String(value)
    switch (valueKind(event)) {
      case 'fd':
        return { value: text, meaning: `${described}, ${DESCRIPTOR_OWNER[event] ?? ''}` }
      case 'errno':
        return { value: text, meaning: `${described}: ${systemErrorText(errnoCode(value))}` }
      case 'milliseconds':
        return { value: text, meaning: `${described} until the next attempt` }
      case 'protocol-error':
        return { value: hexNumber(value), meaning: described }
      case 'status':
        return { value: text, meaning: `${described} of ZAP (RFC 27)` }
      case 'counts':
        return { value: text, meaning: `messages queued ${index === 0 ? 'outbound' : 'inbound'}` }
      case 'none':
        return { value: text, meaning: eventName(event) === undefined ? '' : 'no meaning here' }
    }
  }

  #number(bytes: Buffer): bigint {
    return readNumber(bytes, this.#order)
  }

  #reader(index: number): FieldReader | undefined {
    const part = this.#parts[index]
    if (part === undefined) return undefined
    const reader = new FieldReader(part, 0, part.length, index)
    this.#readers.push(reader)
    return reader
  }

  #checkMore(index: number, isLast: boolean): void {
    const more = this.#more?.[index]
    if (more === undefined || more !== isLast) return
    const fault = isLast ? 'expected no MORE flag on the last part' : 'expected the MORE flag'
    this.#note(faultText(0, fault, index))
  }

  #miss(index: number, expected: string): void {
    this.#note(faultText(0, `expected ${expected}, found the end of the message`, index))
  }

  #note(fault: string): void {
    this.#fault ??= this.#readers.find(reader => reader.fault !== undefined)?.fault ?? fault
  }

  /** Shows parts behind the last. */
  #end(expected: number): void {
    for (let index = expected; index < this.#parts.length; index++) {
      this.#reader(index)?.rest('excess', V1, bytes => ({
        value: quote(bytes.subarray(0, 32)),
        meaning: '',
        fault: `expected the end of the message after ${expected} parts`,
      }))
    }
    if (this.#parts.length > expected) {
      this.#note(faultText(0, `expected ${expected} parts, found ${this.#parts.length}`, expected))
    }
  }

  #item(
    version: 1 | 2 | undefined,
    event: number | undefined,
    values: readonly number[],
    addresses: readonly string[],
  ): MonitorItem {
    const name = event === undefined ? undefined : eventName(event)
    const words = [
      name ?? (event === undefined ? 'no event' : `event ${hexNumber(event)}`),
      ...values.map(value => describeValue(event ?? 0, value)),
      ...addresses.filter(address => address !== '').map(address => quote(Buffer.from(address))),
    ]
    const fault = this.#readers.find(reader => reader.fault !== undefined)?.fault ?? this.#fault
    return {
      kind: 'monitor',
      offset: 0,
      size: this.#parts.reduce((total, part) => total + part.length, 0),
      summary: `monitor event${version === undefined ? '' : ` (version ${version})`}: ${words.join(', ')}`,
      fields: this.#readers.flatMap(reader => reader.fields),
      version,
      event,
      name,
      values,
      addresses,
      ...(fault !== undefined && { fault }),
    }
  }
}

/** An unsigned number of 2, 4 or 8 bytes. */
function readNumber(bytes: Buffer, order: ByteOrder): bigint {
  let number = 0n
  const ordered = order === 'BE' ? bytes : [...bytes].toReversed()
  for (const byte of ordered) number = (number << 8n) | BigInt(byte)
  return number
}
