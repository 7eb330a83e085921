// How libzmq reads and writes the value of each socket option (zmq_getsockopt(3), zmq_setsockopt(3),
// zmq.h for the numbers): values of JavaScript to bytes and back.
import type { OptionValue } from '../engine.js'
import { UsageError } from '../errors.js'
import { DESCRIPTOR_BYTES, intBytes, longBytes, readInt, readLong, readSize } from './memory.js'

/**
 * The form of an option's value in memory:
 *
 * - `int`: four bytes; `bool`: an int that is 0 or 1
 * - `int64`, `uint64`: eight bytes
 * - `text`: characters, NUL-terminated when read; `bytes`: as they are
 * - `key`: a CURVE key, 40 characters of Z85 when read, those or 32 bytes when set
 * - `descriptor`: an int, on Windows a SOCKET; only read
 */
export type OptionKind =
  'int' | 'bool' | 'int64' | 'uint64' | 'text' | 'bytes' | 'key' | 'descriptor'

/** Options that are no int, by kind. */
const NUMBERS: Readonly<Record<Exclude<OptionKind, 'int'>, readonly number[]>> = {
  bool: [
    13, 31, 33, 39, 40, 41, 42, 44, 47, 51, 52, 53, 54, 56, 62, 65, 69, 71, 73, 74, 78, 81, 93, 94,
    96,
  ],
  int64: [22],
  uint64: [4, 85, 86, 87],
  text: [32, 38, 45, 46, 55, 63, 64, 68, 92, 95, 99, 100, 103, 104, 105, 106],
  bytes: [5, 6, 7, 61, 72, 110, 111, 114],
  key: [48, 49, 50],
  descriptor: [14],
}

const KINDS = new Map<number, OptionKind>(
  Object.entries(NUMBERS).flatMap(([kind, numbers]) =>
    numbers.map(number => [number, kind as OptionKind] as const),
  ),
)

/** The kind of an option; an option we do not know is taken for an int. */
export function optionKind(option: number): OptionKind {
  return KINDS.get(option) ?? 'int'
}

/** The room in bytes that an option's value needs when it is read. */
const ROOM: Readonly<Record<OptionKind, number>> = {
  int: 4,
  bool: 4,
  int64: 8,
  uint64: 8,
  text: 4096,
  bytes: 256,
  key: 41,
  descriptor: DESCRIPTOR_BYTES,
}

/** The room in bytes to offer zmq_getsockopt for a value of that kind. */
export function optionRoom(kind: OptionKind): number {
  return ROOM[kind]
}

/** The value in the bytes that zmq_getsockopt wrote. Empty text is null, as zeromq.js has it. */
export function decodeOption(kind: OptionKind, bytes: Buffer): OptionValue {
  switch (kind) {
    case 'int':
      return readInt(bytes)
    case 'bool':
      return readInt(bytes) !== 0
    case 'int64':
    case 'uint64':
      return readLong(bytes, kind === 'int64')
    case 'descriptor':
      return readSize(bytes)
    case 'text':
    case 'key':
      return untilNul(bytes) || null
    case 'bytes':
      return bytes
  }
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

/**
 * The bytes for zmq_setsockopt; null, which takes some options back, stands for C's NULL. Bytes are
 * given as they are, whatever the kind, so that a test can be as wrong as it likes.
 *
 * @throws UsageError for a value that has no such form
 */
export function encodeOption(kind: OptionKind, value: OptionValue): Uint8Array | null {
  if (value === null || value instanceof Uint8Array) return value
  switch (kind) {
    case 'int':
    case 'bool':
    case 'descriptor':
      if (typeof value !== 'string') return intBytes(Number(value))
      break
    case 'int64':
    case 'uint64':
      if (typeof value !== 'string' && Number.isInteger(Number(value))) {
        return longBytes(BigInt(value))
      }
      break
    case 'text':
    case 'bytes':
    case 'key':
      if (typeof value === 'string') return Buffer.from(value)
      break
  }
  throw new UsageError(`an option of kind ${kind} cannot be ${typeof value} ${String(value)}`)
}
