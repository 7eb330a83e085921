// The option properties of the public sockets, made from the table of options: each reads and writes by
// the accessor that zeromq.js names after the option's kind, which a subclass may override.
import type { AnyTypeName, OptionValue } from '../../engine.js'
import type { OptionKind } from './option-row.js'
import { SOCKET_OPTIONS } from './options.js'

const GETTERS = {
  Bool: 'getBoolOption',
  Int32: 'getInt32Option',
  Uint32: 'getUint32Option',
  Int64: 'getInt64Option',
  Uint64: 'getUint64Option',
  String: 'getStringOption',
  Bytes: 'getStringOption',
  Key: 'getStringOption',
} as const satisfies Record<OptionKind, string>

const SETTERS = {
  Bool: 'setBoolOption',
  Int32: 'setInt32Option',
  Uint32: 'setUint32Option',
  Int64: 'setInt64Option',
  Uint64: 'setUint64Option',
  String: 'setStringOption',
  Bytes: 'setStringOption',
  Key: 'setStringOption',
} as const satisfies Record<OptionKind, string>

/** The accessors of zeromq.js, which a subclass may override. */
type Accessors = Record<(typeof GETTERS)[OptionKind], (option: number) => OptionValue> &
  Record<(typeof SETTERS)[OptionKind], (option: number, value: unknown) => void>

/** Gives a class the properties of its options, from the table. */
export function defineOptions(target: { prototype: object }, type: AnyTypeName | undefined): void {
  for (const { name, number, kind, access, types, show } of SOCKET_OPTIONS) {
    const isWanted = type === undefined ? types === undefined : types?.includes(type)
    if (isWanted !== true) continue
    Object.defineProperty(target.prototype, name, {
      configurable: true,
      // As in zeromq.js a key is there to be read, and EINVAL.
      ...((access !== 'write' || kind === 'Key') && {
        get(this: Accessors) {
          const value = this[GETTERS[kind]](number)
          return show === undefined ? value : show(value)
        },
      }),
      ...(access !== 'read' && {
        set(this: Accessors, value: unknown) {
          this[SETTERS[kind]](number, value)
        },
      }),
    })
  }
}
