// The two forms of a monitor event (zmq_socket_monitor(3), zmq_socket_monitor_versioned(3)), both ways.
// Numbers are in host byte order; frames from another machine need theirs named.
//
//   version 1, two parts:      part 0   offset 0  u16  event
//                                       offset 2  u32  value, unaligned
//                              part 1   address, any length, no terminator
//   version 2, 4 + n parts:    part 0   u64  event
//                              part 1   u64  n, the number of values
//                              2 … 1+n  u64  value, each
//                              2+n      local address
//                              3+n      remote address
import { endianness } from 'node:os'
import { UsageError } from '../errors.js'
import { eventName, type EventName } from './events.js'

/** Byte order of the numbers: little or big end first. */
export type ByteOrder = 'LE' | 'BE'

/** The byte order of this machine. */
export const HOST_ORDER: ByteOrder = endianness()

/** The closed list of what can be wrong with a monitor message. */
export type MonitorFormatCode =
  'ERR_MONITOR_PART_SIZE' | 'ERR_MONITOR_PART_COUNT' | 'ERR_MONITOR_MORE_FLAG'

/** A message that is no monitor event; says which part and why. */
export class MonitorFormatError extends Error {
  override readonly name = 'MonitorFormatError'
  readonly code: MonitorFormatCode
  /** Index of the part at fault, from 0; for a missing part, the index it would have had. */
  readonly part: number

  constructor(code: MonitorFormatCode, part: number, message: string) {
    super(message)
    this.code = code
    this.part = part
  }
}

/** One part as zmq_msg_recv gives it: with its MORE flag (ZMQ_RCVMORE). */
export interface FlaggedPart {
  readonly data: Uint8Array
  readonly more: boolean
}

/** The parts of a message: bytes alone, or with the MORE flag of each, which is then checked. */
export type MonitorParts = readonly (Uint8Array | FlaggedPart)[]

/** An event as the manual's get_monitor_event gives it. */
export interface MonitorEventV1 {
  readonly event: number
  /** Unsigned: descriptor, errno, milliseconds or protocol error number. */
  readonly value: number
  readonly address: string
}

/** An event of version 2. */
export interface MonitorEventV2 {
  readonly event: number
  /** Exact up to 2^53; libzmq's values stay far below. */
  readonly values: readonly number[]
  readonly local: string
  readonly remote: string
}

/** An event of either version, decoded. */
export interface MonitorEvent {
  readonly version: 1 | 2
  readonly event: number
  /** libzmq's name without ZMQ_EVENT_; undefined for an event we do not know. */
  readonly name: EventName | undefined
  /** The first value. */
  readonly value: number
  readonly values: readonly number[]
  /** What version 1 carries: the endpoint of the event. Version 2: the remote one, else the local. */
  readonly address: string
  /** Only version 2 has it. */
  readonly local?: string
  /** Only version 2 has it. */
  readonly remote?: string
}

const HEAD_SIZE = 6
const NUMBER_SIZE = 8

/** Encodes version 1: the six-byte part and the address. */
export function encodeEventV1(
  event: number,
  value: number,
  address: string,
  order: ByteOrder = HOST_ORDER,
): [Buffer, Buffer] {
  const head = Buffer.allocUnsafe(HEAD_SIZE)
  if (order === 'LE') {
    head.writeUInt16LE(event, 0)
    head.writeUInt32LE(value >>> 0, 2)
  } else {
    head.writeUInt16BE(event, 0)
    head.writeUInt32BE(value >>> 0, 2)
  }
  return [head, Buffer.from(address)]
}

/**
 * Encodes version 2.
 *
 * @throws UsageError for a value that is no whole number from 0 on
 */
export function encodeEventV2(
  event: number,
  values: readonly number[],
  local: string,
  remote: string,
  order: ByteOrder = HOST_ORDER,
): Buffer[] {
  const numbers = [event, values.length, ...values].map(number => encodeNumber(number, order))
  return [...numbers, Buffer.from(local), Buffer.from(remote)]
}

function encodeNumber(number: number, order: ByteOrder): Buffer {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new UsageError(`a monitor value must be a whole number from 0 on, not ${number}`)
  }
  const bytes = Buffer.allocUnsafe(NUMBER_SIZE)
  if (order === 'LE') bytes.writeBigUInt64LE(BigInt(number))
  else bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}

/**
 * The manual's get_monitor_event: decodes version 1, unsigned, in host byte order if no other is named.
 * The address is read as UTF-8 (an ipc path may hold any bytes; what is not UTF-8 becomes U+FFFD, the
 * raw part keeps it).
 *
 * @throws MonitorFormatError for anything but a part of six bytes with MORE and one part without
 */
export function getMonitorEvent(
  parts: MonitorParts,
  order: ByteOrder = HOST_ORDER,
): MonitorEventV1 {
  const head = partAt(parts, 0, 2)
  if (head.length !== HEAD_SIZE) throw wrongSize(0, head.length, HEAD_SIZE)
  const address = partAt(parts, 1, 2)
  if (parts.length !== 2) throw wrongCount(parts.length, 2)
  const b0 = head[0] as number
  const b1 = head[1] as number
  const b2 = head[2] as number
  const b3 = head[3] as number
  const b4 = head[4] as number
  const b5 = head[5] as number
  const isLittle = order === 'LE'
  return {
    event: isLittle ? b0 | (b1 << 8) : (b0 << 8) | b1,
    value:
      (isLittle
        ? b2 | (b3 << 8) | (b4 << 16) | (b5 << 24)
        : (b2 << 24) | (b3 << 16) | (b4 << 8) | b5) >>> 0,
    address: readAddress(address),
  }
}

/**
 * Decodes version 2.
 *
 * @throws MonitorFormatError for a number of the wrong size, a missing or an extra part
 */
export function getMonitorEventV2(
  parts: MonitorParts,
  order: ByteOrder = HOST_ORDER,
): MonitorEventV2 {
  const event = readNumber(parts, 0, 4, order)
  const count = readNumber(parts, 1, 4, order)
  const expected = 4 + count
  const values: number[] = []
  for (let index = 0; index < count; index++) {
    values.push(readNumber(parts, 2 + index, expected, order))
  }
  const local = readAddress(partAt(parts, 2 + count, expected))
  const remote = readAddress(partAt(parts, 3 + count, expected))
  if (parts.length !== expected) throw wrongCount(parts.length, expected)
  return { event, values, local, remote }
}

/**
 * Decodes either version, told apart by the size of the first part.
 *
 * @throws MonitorFormatError
 */
export function decodeMonitorEvent(
  parts: MonitorParts,
  order: ByteOrder = HOST_ORDER,
): MonitorEvent {
  const first = parts[0]
  const size = first === undefined ? 0 : bytesOf(first).length
  if (size === NUMBER_SIZE) {
    const { event, values, local, remote } = getMonitorEventV2(parts, order)
    const address = remote === '' ? local : remote
    const name = eventName(event)
    return { version: 2, event, name, value: values[0] ?? 0, values, address, local, remote }
  }
  const { event, value, address } = getMonitorEvent(parts, order)
  return { version: 1, event, name: eventName(event), value, values: [value], address }
}

/** The part at an index, its presence and MORE flag checked. */
function partAt(parts: MonitorParts, index: number, expected: number): Uint8Array {
  const part = parts[index]
  if (part === undefined) {
    throw new MonitorFormatError(
      'ERR_MONITOR_PART_COUNT',
      index,
      `part ${index} is missing: the message has ${parts.length}, not ${expected}`,
    )
  }
  if (part instanceof Uint8Array) return part
  const isLast = index === expected - 1
  if (part.more === isLast) {
    const text = isLast ? 'has the MORE flag but is the last' : 'lacks the MORE flag'
    throw new MonitorFormatError('ERR_MONITOR_MORE_FLAG', index, `part ${index} ${text}`)
  }
  return part.data
}

function readNumber(
  parts: MonitorParts,
  index: number,
  expected: number,
  order: ByteOrder,
): number {
  const part = partAt(parts, index, expected)
  if (part.length !== NUMBER_SIZE) throw wrongSize(index, part.length, NUMBER_SIZE)
  const view = new DataView(part.buffer, part.byteOffset, NUMBER_SIZE)
  return Number(view.getBigUint64(0, order === 'LE'))
}

function bytesOf(part: Uint8Array | FlaggedPart): Uint8Array {
  return part instanceof Uint8Array ? part : part.data
}

function wrongSize(part: number, size: number, expected: number): MonitorFormatError {
  return new MonitorFormatError(
    'ERR_MONITOR_PART_SIZE',
    part,
    `part ${part} has ${size} bytes, not ${expected}`,
  )
}

function wrongCount(count: number, expected: number): MonitorFormatError {
  return new MonitorFormatError(
    'ERR_MONITOR_PART_COUNT',
    expected,
    `the message has ${count} parts, not ${expected}`,
  )
}

/** Addresses repeat: the last one is kept, and most events carry just that. */
let lastBytes: Uint8Array = new Uint8Array(0)
let lastText = ''

function readAddress(bytes: Uint8Array): string {
  const { length } = bytes
  if (length === lastBytes.length) {
    let index = 0
    while (index < length && bytes[index] === lastBytes[index]) index++
    if (index === length) return lastText
  }
  lastText = Buffer.from(bytes.buffer, bytes.byteOffset, length).toString()
  lastBytes = Uint8Array.from(bytes)
  return lastText
}
