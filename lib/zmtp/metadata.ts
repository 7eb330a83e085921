// Metadata of READY and INITIATE (RFC 23 §The NULL Security Mechanism): a list of properties.
//
//   offset  size  field
//   0       1     name length n, at least 1
//   1       n     name: letters, digits, - _ . +
//   1+n     4     value length v, network order, at most 2^31 − 1
//   5+n     v     value
import { ProtocolError, UsageError } from '../errors.js'

/**
 * Properties by name as received; look them up with `getProperty`, since names are compared without
 * case. Of a name that came more than once the first value is kept; `propertyValues` has them all.
 */
export type Metadata = ReadonlyMap<string, Buffer>

const NAME = /^[-A-Za-z0-9_.+]{1,255}$/
const VALUE_LENGTH_SIZE = 4
const VALUE_MAX = 2 ** 31 - 1
const RFC = 'RFC 23 §The NULL Security Mechanism'

/**
 * Encodes properties one behind the other, in the order given; a string becomes UTF-8.
 *
 * @throws UsageError for a name that is not 1..255 of A-Z a-z 0-9 - _ . +, or a value over 2^31 − 1 bytes
 */
export function encodeMetadata(
  properties: Iterable<readonly [string, Uint8Array | string]>,
): Buffer {
  const pieces: Uint8Array[] = []
  for (const [name, value] of properties) {
    if (!NAME.test(name)) {
      throw new UsageError(`metadata name ${JSON.stringify(name)} is not allowed`)
    }
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    if (bytes.length > VALUE_MAX) throw new UsageError(`metadata value of ${name} is too long`)
    const header = Buffer.alloc(1 + name.length + VALUE_LENGTH_SIZE)
    header[0] = name.length
    header.write(name, 1, 'latin1')
    header.writeUInt32BE(bytes.length, 1 + name.length)
    pieces.push(header, bytes)
  }
  return Buffer.concat(pieces)
}

/**
 * Decodes the properties in `body` from `offset` to its end. Values are copied: they outlive the chunk.
 *
 * @throws ProtocolError ZMTP_METADATA_REFUSED for anything but a list of whole properties: one cut off,
 * a stray byte, a name that is empty or holds other characters, a value length past the end or 2^31 − 1
 */
export function decodeMetadata(body: Uint8Array, offset = 0): Metadata {
  const metadata = new Map<string, Buffer>()
  const seen = new Set<string>()
  forEachProperty(body, offset, (name, value) => {
    const key = name.toLowerCase()
    if (seen.has(key)) return
    seen.add(key)
    metadata.set(name, Buffer.from(value))
  })
  return metadata
}

/**
 * Every value of the properties called `name` (compared without case) in `body` from `offset` on, in
 * order, as copies. A peer that repeats Socket-Type must be right each time.
 *
 * @throws ProtocolError as `decodeMetadata` does
 */
export function propertyValues(body: Uint8Array, offset: number, name: string): Buffer[] {
  const wanted = name.toLowerCase()
  const values: Buffer[] = []
  forEachProperty(body, offset, (key, value) => {
    if (key.toLowerCase() === wanted) values.push(Buffer.from(value))
  })
  return values
}

/** The value of a property, or undefined; names are compared without case (RFC 23). */
export function getProperty(metadata: Metadata, name: string): Buffer | undefined {
  const wanted = name.toLowerCase()
  for (const [key, value] of metadata) if (key.toLowerCase() === wanted) return value
  return undefined
}

/** Walks over the properties; `visit` gets views. All of a property is checked before it is visited. */
function forEachProperty(
  body: Uint8Array,
  offset: number,
  visit: (name: string, value: Buffer) => void,
): void {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  let at = offset
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] as number)
    const valueStart = nameEnd + VALUE_LENGTH_SIZE
    if (valueStart > bytes.length) throw refusal('a property is cut off', at)
    const name = bytes.toString('latin1', at + 1, nameEnd)
    if (!NAME.test(name)) throw refusal(`property name ${JSON.stringify(name)} is not allowed`, at)
    const size = bytes.readUInt32BE(nameEnd)
    if (size > VALUE_MAX) throw refusal(`the value of ${name} is too long`, nameEnd)
    const valueEnd = valueStart + size
    if (valueEnd > bytes.length) throw refusal(`the value of ${name} runs past the end`, nameEnd)
    visit(name, bytes.subarray(valueStart, valueEnd))
    at = valueEnd
  }
}

function refusal(text: string, offset: number): ProtocolError {
  return new ProtocolError('ZMTP_METADATA_REFUSED', text, { rfc: RFC, offset })
}
