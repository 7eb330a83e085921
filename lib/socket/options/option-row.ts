// What sets one socket option apart from the others: the form of the rows in option-rows.ts and security-rows.ts.
import type { AnyTypeName, OptionValue } from '../../engine.js'
import type { OptionForm, ZmqOption } from '../../options.js'

/** How an option's value is seen: zeromq.js names its generic accessors so, all but those for bytes and keys. */
export type OptionKind =
  'Bool' | 'Int32' | 'Uint32' | 'Int64' | 'Uint64' | 'String' | 'Bytes' | 'Key'

/** The kind of each form that our options have. */
export const OPTION_KINDS = {
  bool: 'Bool',
  int: 'Int32',
  int64: 'Int64',
  uint64: 'Uint64',
  text: 'String',
  bytes: 'Bytes',
  key: 'Key',
} as const satisfies Partial<Record<OptionForm, OptionKind>>

/** What sets one option apart. */
export interface OptionRow {
  readonly zmq: ZmqOption
  /** Only where zeromq.js has another than the form has. */
  readonly kind?: OptionKind
  readonly value: OptionValue
  /** True for values that zmq_setsockopt takes; others are EINVAL. */
  readonly isValid?: (value: OptionValue) => boolean
  /** What is kept of a valid value, if not the value, by what was kept before. */
  readonly derive?: (value: OptionValue, before: OptionValue) => OptionValue
  /** What zeromq.js's property shows, if not the value. */
  readonly show?: (value: OptionValue) => unknown
  /** What a valid value makes of other options, by their names. */
  readonly implies?: (value: OptionValue) => Readonly<Record<string, OptionValue>>
  /** What it is when it is read, if not what is kept, by what is kept of others. */
  readonly read?: (values: Readonly<Record<string, OptionValue>>) => OptionValue
  /** No error may show a value of it. */
  readonly isSecret?: true
  /** The mailbox of every pipe whose high-water mark it is. */
  readonly mark?: 'inbound' | 'outbound'
  /** No value, but something that the socket does. */
  readonly does?: 'subscribe' | 'unsubscribe'
  /** `none`: zeromq.js has the property, but libzmq refuses it here, as it was built. */
  readonly access?: 'read' | 'write' | 'none'
  /** Only these types have it as a property; all if absent. */
  readonly types?: readonly AnyTypeName[]
  /** Takes effect at once, also on a socket that is bound or connected. */
  readonly isImmediate?: true
  /** Accepted and kept, but this engine has nothing to apply it to. */
  readonly isInert?: true
}

/** True for numbers from this one on. */
export const atLeast = (least: number) => (value: OptionValue) => Number(value) >= least

/** True for these values. */
export const oneOf =
  (...allowed: readonly OptionValue[]) =>
  (value: OptionValue) =>
    allowed.includes(value)
