// Metadata of READY and INITIATE (RFC 23 §The NULL Security Mechanism): a list of properties.
//
//   offset  size  field
//   0       1     name length n, at least 1
//   1       n     name: letters, digits, - _ . +
//   1+n     4     value length v, network order, at most 2^31 − 1
//   5+n     v     value
import { ProtocolError, UsageError } from '../errors.js'

/** Properties by name as received; look them up with `getProperty`. */
export type Metadata = ReadonlyMap<string, Buffer>

const NAME = /^[-A-Za-z0-9_.+]{1,255}$/
const VALUE_MAX = 2 ** 31 - 1
const RFC = 'RFC 23 §The NULL Security Mechanism'

/** Encodes properties, in order. @throws UsageError for a name or value that cannot be encoded */
export function encodeMetadata(
  properties: Iterable<readonly [string, Uint8Array | string]>,
): Buffer {
  const pieces: Buffer[] = []
  for (const [name, value] of properties) {
    const bytes = Buffer.from(value as string)
    if (!NAME.test(name))
      throw new UsageError(`metadata name ${JSON.stringify(name)} is not allowed`)
    if (bytes.length > VALUE_MAX) throw new UsageError(`metadata value of ${name} is too long`)
    const header = Buffer.alloc(1 + name.length + 4)
    header[0] = name.length
    header.write(name, 1, 'latin1')
    header.writeUInt32BE(bytes.length, 1 + name.length)
    pieces.push(header, bytes)
  }
  return Buffer.concat(pieces)
}

/** Decodes properties. @throws ProtocolError for anything but a list of whole properties */
export function decodeMetadata(body: Uint8Array, offset = 0): Metadata {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const metadata = new Map<string, Buffer>()
  let at = offset
  const fail = (text: string): never => {
    throw new ProtocolError('ZMTP_METADATA_REFUSED', text, { rfc: RFC, offset: at })
  }
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] as number)
    if (nameEnd + 4 > bytes.length) fail('a property is cut off')
    const name = bytes.toString('latin1', at + 1, nameEnd)
    if (!NAME.test(name)) fail(`property name ${JSON.stringify(name)} is not allowed`)
    const size = bytes.readUInt32BE(nameEnd)
    const valueEnd = nameEnd + 4 + size
    if (valueEnd > bytes.length) fail(`the value of ${name} runs past the end`)
    if (getProperty(metadata, name) === undefined) {
      metadata.set(name, Buffer.from(bytes.subarray(nameEnd + 4, valueEnd)))
    }
    at = valueEnd
  }
  return metadata
}

/** The value of a property; names are compared without case. */
export function getProperty(metadata: Metadata, name: string): Buffer | undefined {
  const wanted = name.toLowerCase()
  for (const [key, value] of metadata) if (key.toLowerCase() === wanted) return value
  return undefined
}
