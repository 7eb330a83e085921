// Why a box does not open: another key, another nonce, or bytes that are not those that were sealed. A box says none
// of it; what else would open it does.
import { BOX_OVERHEAD, openBox, sealBox, type CurveBox } from '../zmtp/mechanism/curve-box.js'
import type { CurveKeys } from '../zmtp/mechanism/curve-key-log.js'
import { BOXES, nonceOf, type BoxKind, type KeyName, type SealedBox } from './curve-boxes.js'
import type { CurveKeySource } from './curve-key-log.js'
import { plural } from './field.js'

/** What is known of the box. */
export interface Circumstances {
  readonly source: CurveKeySource
  /** The lines of its connection that have its key. */
  readonly lines: readonly CurveKeys[]
  /** How its nonce begins, by its direction. */
  readonly prefixes: readonly string[]
  /** True if this key has opened other boxes of this connection. */
  readonly isProved: boolean
}

/** Numbers before and behind the nonce that are tried. */
const NEARBY = 8n
/** Bytes that are gone through at most to find another key. */
const WORK_MAX = 32 * 1024 * 1024
const TRIALS_MAX = 4096

const KINDS: readonly (readonly [string, BoxKind])[] = Object.entries(BOXES)

/** Names the reason. */
export function whyClosed(box: SealedBox, circumstances: Circumstances): string {
  const { key } = BOXES[box.name]
  return (
    otherNonce(box, circumstances) ??
    otherKey(box, circumstances) ??
    otherBytes(box, circumstances) ??
    (circumstances.isProved
      ? `cut off or changed: the ${key} key has opened other boxes of this connection`
      : `wrong key, as far as can be told: the ${key} key in the key log does not open it`)
  )
}

function otherNonce(
  { name, nonce, bytes }: SealedBox,
  { source, lines, prefixes }: Circumstances,
): string | undefined {
  const { key } = BOXES[name]
  const opens = (whole: Buffer): boolean =>
    lines.some(line => openBox(source.box, line[key] as Uint8Array, whole, bytes) !== undefined)
  for (const [kind, other] of KINDS) {
    for (const prefix of other.prefixes) {
      if (prefix.length !== prefixes[0]?.length || prefixes.includes(prefix)) continue
      if (!opens(nonceOf(prefix, nonce))) continue
      const what = kind === name ? 'for the other direction' : `as the box of ${kind}`
      return `wrong nonce: it was sealed ${what}`
    }
  }
  if (nonce.length !== 8) return undefined
  const count = nonce.readBigUInt64BE()
  const octets = Buffer.alloc(8)
  for (let near = count > NEARBY ? count - NEARBY : 0n; near <= count + NEARBY; near++) {
    octets.writeBigUInt64BE(BigInt.asUintN(64, near))
    if (near !== count && prefixes.some(prefix => opens(nonceOf(prefix, octets)))) {
      return `wrong nonce: it was sealed with ${near}`
    }
  }
  return undefined
}

function otherKey(
  { name, nonce, bytes, size }: SealedBox,
  { source, lines, prefixes }: Circumstances,
): string | undefined {
  const { key } = BOXES[name]
  const nonces = prefixes.map(prefix => nonceOf(prefix, nonce))
  const opens = (with_: Uint8Array | undefined): boolean =>
    with_ !== undefined &&
    nonces.some(whole => openBox(source.box, with_, whole, bytes) !== undefined)
  for (const other of ['session', 'hello', 'vouch'] satisfies KeyName[]) {
    if (other !== key && lines.some(line => opens(line[other]))) {
      return `wrong key: the ${other} key of its line opens it`
    }
  }
  let trials = Math.min(TRIALS_MAX, Math.floor(WORK_MAX / size))
  for (const line of source.all()) {
    if (trials-- <= 0) break
    if (!opens(line[key])) continue
    const whose = Buffer.from(line.clientKey).toString('hex', 0, 4)
    return `wrong key: it is sealed with that of the client with the short-term key ${whose}…`
  }
  return undefined
}

/** The stream of Salsa20 does not ask for the check: with key and nonce right, the text makes sense. */
function otherBytes(
  { name, nonce, bytes }: SealedBox,
  { source, lines, prefixes, isProved }: Circumstances,
): string | undefined {
  const { key } = BOXES[name]
  for (const line of lines) {
    for (const prefix of prefixes) {
      const text = unchecked(source.box, line[key] as Uint8Array, nonceOf(prefix, nonce), bytes)
      const words = senseOf(name, text, line)
      if (words !== undefined) return words
    }
  }
  return isProved
    ? undefined
    : name === 'HELLO'
      ? 'wrong key: it is for another server key'
      : undefined
}

function unchecked(box: CurveBox, key: Uint8Array, nonce: Buffer, sealed: Buffer): Buffer {
  // To seal is to add the stream: once more, and it is gone.
  return sealBox(box, key, nonce, sealed.subarray(BOX_OVERHEAD)).subarray(BOX_OVERHEAD)
}

const CHANGED = 'changed: key and nonce are right, its bytes are not those that were sealed'
const METADATA_AT = 128

function senseOf(
  name: SealedBox['name'],
  text: Buffer,
  { clientKey }: CurveKeys,
): string | undefined {
  switch (name) {
    case 'HELLO':
      return text.filter(octet => octet === 0).length > text.length / 2 ? CHANGED : undefined
    case 'vouch':
      return text.subarray(0, clientKey.length).equals(clientKey) ? CHANGED : undefined
    case 'READY':
      return senseOfMetadata(text)
    case 'INITIATE':
      return senseOfMetadata(text.subarray(METADATA_AT))
    case 'WELCOME':
    case 'MESSAGE':
      return undefined
  }
}

/** Every peer's metadata begins with a property whose name can be read. */
function senseOfMetadata(text: Buffer): string | undefined {
  const name = text.toString('latin1', 1, 1 + (text[0] ?? 0))
  if (!/^[-A-Za-z0-9_.+]{2,}$/.test(name)) return undefined
  let at = 0
  while (at < text.length) {
    const value = at + 1 + (text[at] as number) + 4
    if (value > text.length) return 'truncated: it ends within a property of the metadata'
    at = value + text.readUInt32BE(value - 4)
  }
  const lack = at - text.length
  return lack > 0 && lack < 2 ** 16
    ? `truncated: its metadata goes on for ${plural(lack, 'byte')}`
    : CHANGED
}
