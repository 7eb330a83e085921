// The values of a socket's options: their defaults, and how one is found, checked and set (zmq_setsockopt(3)).
import { systemError } from '../../errors.js'
import type { OptionValue } from '../../engine.js'
import { OPTION_TABLE } from '../../options.js'
import { encodeZ85 } from '../../zmtp/z85.js'
import { OPTION_KINDS, type OptionKind, type OptionRow } from './option-row.js'
import { OPTION_ROWS } from './option-rows.js'

/** The name of a socket option, as zeromq.js spells it. */
export type OptionName = keyof typeof OPTION_ROWS

/** One option with its name, number and kind. */
export interface OptionDefinition extends OptionRow {
  readonly name: OptionName
  readonly number: number
  readonly kind: OptionKind
}

/** The kind of an option, from its own row or else from its form. */
type KindOf<Row extends { readonly zmq: keyof typeof OPTION_TABLE }> = Row extends {
  readonly kind: infer Kind
}
  ? Kind
  : (typeof OPTION_KINDS)[(typeof OPTION_TABLE)[Row['zmq']][1] & keyof typeof OPTION_KINDS]

/** All socket options. */
export const SOCKET_OPTIONS: readonly OptionDefinition[] = Object.entries(OPTION_ROWS).map(
  ([name, row]: [string, OptionRow]) => {
    const [number, form] = OPTION_TABLE[row.zmq]
    return {
      name: name as OptionName,
      number,
      kind: OPTION_KINDS[form as keyof typeof OPTION_KINDS],
      ...row,
    }
  },
)

/** A key that was not set, as libzmq shows it. */
const NO_KEY = Buffer.alloc(32)

const BY_NUMBER = new Map(SOCKET_OPTIONS.map(option => [option.number, option]))

type ValueOf<Kind> = Kind extends 'Bool'
  ? boolean
  : Kind extends 'String'
    ? string | null
    : Kind extends 'Bytes' | 'Key'
      ? Uint8Array | null
      : number

/** The values of all options of one socket. */
export type OptionValues = {
  -readonly [Name in OptionName]: ValueOf<KindOf<(typeof OPTION_ROWS)[Name]>>
}

/** The defaults: libzmq's. */
export function defaultOptions(): OptionValues {
  const values = Object.fromEntries(SOCKET_OPTIONS.map(({ name, value }) => [name, value]))
  return values as OptionValues
}

/**
 * Looks an option up by libzmq's number.
 *
 * @throws SystemError EINVAL for a number that is no option here
 */
export function optionByNumber(number: number): OptionDefinition {
  const option = BY_NUMBER.get(number)
  if (option === undefined) {
    throw systemError('EINVAL')
  }
  return option
}

/**
 * Sets an option after checking it.
 *
 * @throws SystemError EINVAL for a value out of range, or an option that is only read
 */
export function setOptionValue(
  values: OptionValues,
  option: OptionDefinition,
  value: OptionValue,
): void {
  const { name, access, isValid, derive, implies } = option
  const converted = convert(option, value)
  if (access === 'read' || access === 'none' || isValid?.(converted) === false) {
    throw invalid(option, converted)
  }
  const kept = derive === undefined ? converted : derive(converted, values[name])
  Object.assign(values, { [name]: kept, ...implies?.(converted) })
}

/** What an option is. @throws SystemError EINVAL for one that is only written */
export function optionValue(values: OptionValues, option: OptionDefinition): OptionValue {
  const { name, access, kind, read } = option
  if (access === 'none') throw systemError('EINVAL')
  const value = read === undefined ? values[name] : read(values)
  if (kind !== 'Key') return value
  return encodeZ85(value instanceof Uint8Array ? value : NO_KEY)
}

/** EINVAL, saying which option and value; not enumerable, for errors are compared and printed. */
function invalid({ name, isSecret }: OptionDefinition, value: OptionValue): Error {
  const error = systemError('EINVAL')
  Object.defineProperty(error, 'option', { value: name })
  if (isSecret !== true) Object.defineProperty(error, 'value', { value })
  return error
}

/**
 * A value as the table keeps it: zmq_setsockopt also takes 0 and 1 for a boolean, and bytes or text for
 * either of them; bytes are copied.
 */
function convert(option: OptionDefinition, value: OptionValue): OptionValue {
  switch (option.kind) {
    case 'Bool':
      if (value === 0 || value === 1) return value === 1
      if (typeof value === 'boolean') return value
      break
    case 'String':
    case 'Bytes':
    case 'Key': {
      if (value === null) return null
      const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))
      if (bytes.length > 0) return option.kind === 'String' ? bytes.toString() : bytes
      break
    }
    default:
      if (typeof value === 'bigint' || typeof value === 'number') return Number(value)
  }
  throw invalid(option, value)
}
