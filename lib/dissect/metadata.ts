// Metadata explained: the property list of READY and INITIATE (RFC 23 §The NULL Security Mechanism), as
// zmtp/metadata.ts lays it out.
import { isSocketTypeName } from '../socket-types.js'
import type { FieldReader } from './field.js'
import { quote, quoteSome } from './text.js'

const SOURCE = 'RFC 23 §The NULL Security Mechanism'
const NAME = /^[-A-Za-z0-9_.+]{1,255}$/
const VALUE_MAX = 2 ** 31 - 1
/** Types of libzmq's draft sockets, which our own table does not have. */
const DRAFT_TYPES: ReadonlySet<string> = new Set([
  'SERVER',
  'CLIENT',
  'RADIO',
  'DISH',
  'GATHER',
  'SCATTER',
  'PEER',
  'CHANNEL',
])

/** What the list says of the socket. */
export interface MetadataFacts {
  /** The first Socket-Type, escaped. */
  readonly socketType?: string
}

/** Explains properties to the end of the reader. */
export function dissectMetadata(reader: FieldReader): MetadataFacts {
  let socketType: string | undefined
  while (reader.left > 0) {
    const name = takeName(reader)
    if (name === undefined) break
    const size = takeValueLength(reader)
    if (size === undefined) break
    const value = reader.take(size, `value of ${name}`, SOURCE, bytes => ({
      value: quoteSome(bytes, size),
      ...valueMeaning(name, bytes),
    }))
    if (value === undefined) break
    if (name.toLowerCase() === 'socket-type') socketType ??= quote(value).slice(1, -1)
  }
  return socketType === undefined ? {} : { socketType }
}

function takeName(reader: FieldReader): string | undefined {
  const length = reader.take(1, 'name length', SOURCE, bytes => ({
    value: String(bytes[0]),
    meaning: 'of the name of a property',
    fault: bytes[0] === 0 ? 'expected at least 1' : undefined,
  }))?.[0]
  if (length === undefined) return undefined
  const name = reader.take(length, 'name', SOURCE, bytes => ({
    value: quote(bytes),
    meaning: nameMeaning(bytes.toString('latin1')),
    fault: NAME.test(bytes.toString('latin1'))
      ? undefined
      : 'expected letters, digits, - _ . + (names are compared without case)',
  }))
  return name === undefined ? undefined : quote(name).slice(1, -1)
}

function takeValueLength(reader: FieldReader): number | undefined {
  const bytes = reader.take(4, 'value length', SOURCE, found => ({
    value: String(found.readUInt32BE()),
    meaning: 'of its value, network order',
    fault: found.readUInt32BE() > VALUE_MAX ? 'expected at most 2^31 − 1' : undefined,
  }))
  return bytes?.readUInt32BE()
}

function nameMeaning(name: string): string {
  switch (name.toLowerCase()) {
    case 'socket-type':
      return 'the type of the sending socket'
    case 'identity':
      return 'the routing id of the sending socket'
    case 'resource':
      return 'which resource is wanted'
    default:
      return name.toLowerCase().startsWith('x-') ? 'a property of the application' : 'a property'
  }
}

function valueMeaning(name: string, value: Buffer): { meaning: string; fault?: string } {
  if (name.toLowerCase() === 'identity') {
    return { meaning: value.length === 0 ? 'none' : 'the routing id' }
  }
  if (name.toLowerCase() !== 'socket-type') return { meaning: '' }
  const type = value.toString('latin1')
  if (isSocketTypeName(type)) return { meaning: 'a socket type' }
  if (DRAFT_TYPES.has(type)) return { meaning: "a type of libzmq's draft sockets" }
  return { meaning: '', fault: 'expected the name of a socket type' }
}
