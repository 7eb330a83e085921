// zeromq.js's generic accessors (getInt32Option, setBoolOption, …) name the C type of an option. As in
// zmq_getsockopt(3), any type of the right size does, and shows the same bits.
import { systemError } from '../../errors.js'
import type { OptionValue } from '../../engine.js'
import type { OptionKind } from './option-row.js'
import type { OptionDefinition } from './options.js'

/** The kinds that zeromq.js has accessors for; bytes it reads and writes as text, keys it only writes. */
export type AccessorKind = Exclude<OptionKind, 'Bytes' | 'Key'>

/** Bytes of the C type; text has a size of its own. */
const SIZES: Record<OptionKind, number> = {
  Bool: 4,
  Int32: 4,
  Uint32: 4,
  Int64: 8,
  Uint64: 8,
  String: Infinity,
  Bytes: Infinity,
  // zmq_getsockopt wants room for exactly 32 or 41, which zeromq.js never gives.
  Key: 41,
}

/** The value of a uint64 above all others, as a number can show it. */
const UINT64_MAX = 2 ** 64

/**
 * The value of an option, read as a kind.
 *
 * @throws SystemError EINVAL if the option is of another size
 */
export function readAs(
  kind: AccessorKind,
  option: OptionDefinition,
  value: OptionValue,
): boolean | number | string | null {
  checkSize(kind, option)
  switch (kind) {
    case 'Bool':
      return Number(value) !== 0
    case 'Int32':
      return Number(value) | 0
    case 'Uint32':
      return Number(value) >>> 0
    case 'Int64':
    case 'Uint64':
      return Number(value)
    case 'String':
      if (value instanceof Uint8Array) return untilNul(value)
      return value === null ? null : String(value)
  }
}

/** @throws TypeError, in zeromq.js's words, if the value is not what an accessor of this kind takes */
export function checkGiven(kind: AccessorKind, given: unknown): void {
  if (kind === 'Bool') {
    if (typeof given !== 'boolean') throw new TypeError('Option value must be a boolean')
  } else if (kind === 'String') {
    if (typeof given !== 'string' && given !== null && !ArrayBuffer.isView(given)) {
      throw new TypeError('Option value must be a string or buffer')
    }
  } else if (typeof given !== 'number') {
    throw new TypeError('Option value must be a number')
  }
}

/**
 * What a checked value becomes on its way to an option.
 *
 * @throws SystemError EINVAL if the option is of another size
 */
export function writeAs(
  kind: AccessorKind,
  option: OptionDefinition,
  given: OptionValue,
): OptionValue {
  if (option.kind !== 'Key' || kind !== 'String') checkSize(kind, option)
  switch (kind) {
    case 'Bool':
      return option.kind === 'Bool' ? given : Number(given)
    case 'Int32':
      return Number(given) | 0
    case 'Uint32':
      return Number(given) >>> 0
    case 'Int64':
      return Math.trunc(Number(given))
    case 'Uint64':
      return Math.min(UINT64_MAX, Math.max(0, Math.trunc(Number(given))))
    case 'String':
      return given
  }
}

function checkSize(kind: AccessorKind, option: OptionDefinition): void {
  if (SIZES[kind] !== SIZES[option.kind]) throw systemError('EINVAL')
}

/** Bytes as zeromq.js shows them. */
function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return Buffer.from(bytes.subarray(0, end === -1 ? bytes.length : end)).toString()
}
