// Values of JavaScript to the bytes that zmq_setsockopt(3) reads, and back from those that
// zmq_getsockopt(3) writes.
import type { OptionValue } from '../engine.js'
import { UsageError } from '../errors.js'
import type { OptionForm } from '../options.js'
import { DESCRIPTOR_BYTES, intBytes, longBytes, readInt, readLong, readSize } from './memory.js'

/** The room in bytes that an option's value needs when it is read. */
const ROOM: Readonly<Record<OptionForm, number>> = {
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
export function optionRoom(kind: OptionForm): number {
  return ROOM[kind]
}

/** The value in the bytes that zmq_getsockopt wrote. Empty text is null, as zeromq.js has it. */
export function decodeOption(kind: OptionForm, bytes: Buffer): OptionValue {
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
export function encodeOption(kind: OptionForm, value: OptionValue): Uint8Array | null {
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
