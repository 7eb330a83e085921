// Frame headers explained: of ZMTP 2.0 and 3.x (flags, size, body) and of 1.0 (length, flags, body, the
// length counting the flags). Gives the size of the body, or undefined where no more can be read.
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE, SHORT_BODY_MAX } from '../zmtp/frame-header.js'
import type { FieldReader } from './field.js'
import { hexNumber } from './text.js'

/** The two layouts of a frame. */
export type Framing = '1.0' | '2.0' | '3.x'

/** What a header says. */
export interface FrameHeader {
  readonly isCommand: boolean
  readonly hasMore: boolean
  readonly bodySize: number
}

const FRAMING_SOURCE: Readonly<Record<Framing, string>> = {
  '1.0': 'RFC 13 §Framing',
  '2.0': 'RFC 15 §Framing',
  '3.x': 'RFC 23 §Framing',
}
const LONG_SIZE = 8
/** In ZMTP 1.0 this first byte says that a long length follows. */
const LONG_MARK = 0xff

/** The source of a framing's rules. */
export function framingSource(framing: Framing): string {
  return FRAMING_SOURCE[framing]
}

/** Bytes that the header has, as its first byte tells. */
export function headerLength(first: number, framing: Framing): number {
  const isLong = framing === '1.0' ? first === LONG_MARK : (first & FLAG_LONG) !== 0
  return (isLong ? 1 + LONG_SIZE : 1) + (framing === '1.0' || !isLong ? 1 : 0)
}

/** Reads a header; undefined if it is cut off or says a size that nothing can have. */
export function dissectHeader(reader: FieldReader, framing: Framing): FrameHeader | undefined {
  return framing === '1.0' ? oldHeader(reader) : newHeader(reader, framing)
}

function newHeader(reader: FieldReader, framing: Framing): FrameHeader | undefined {
  const source = FRAMING_SOURCE[framing]
  const used = framing === '2.0' ? FLAG_MORE | FLAG_LONG : FLAG_MORE | FLAG_LONG | FLAG_COMMAND
  const flags = reader.take(1, 'flags', source, bytes => {
    const byte = bytes[0] ?? 0
    return {
      value: hexNumber(byte, 2),
      meaning: flagWords(byte & used),
      fault: flagFault(byte, used),
    }
  })?.[0]
  if (flags === undefined) return undefined
  const isLong = (flags & FLAG_LONG) !== 0
  const size = takeSize(reader, isLong ? LONG_SIZE : 1, source, bytes => {
    const meaning = 'of the body'
    return !isLong || bytes > SHORT_BODY_MAX ? meaning : `${meaning}; a short size would have done`
  })
  if (size === undefined) return undefined
  return {
    isCommand: framing === '3.x' && (flags & FLAG_COMMAND) !== 0,
    hasMore: (flags & FLAG_MORE) !== 0,
    bodySize: size,
  }
}

function flagWords(flags: number): string {
  const words = [
    flags & FLAG_COMMAND ? 'COMMAND' : 'message',
    flags & FLAG_LONG ? 'LONG: the size has 8 bytes' : 'the size has 1 byte',
    flags & FLAG_MORE ? 'MORE: another part follows' : '',
  ]
  return words.filter(word => word !== '').join(', ')
}

function flagFault(flags: number, used: number): string | undefined {
  if ((flags & ~used & 0xff) !== 0) {
    return `expected the reserved bits to be zero (libzmq ignores them)`
  }
  const bad = FLAG_COMMAND | FLAG_MORE
  return (flags & bad) === bad ? 'expected no MORE flag on a command' : undefined
}

/** A size in network order, of 1 or 8 bytes. */
function takeSize(
  reader: FieldReader,
  length: number,
  source: string,
  meaning: (size: number) => string,
  name = 'size',
): number | undefined {
  let size = 0
  const bytes = reader.take(length, name, source, found => {
    size = length === 1 ? (found[0] ?? 0) : Number(found.readBigUInt64BE())
    const isTooLarge = !Number.isSafeInteger(size)
    return {
      value: isTooLarge ? String(found.readBigUInt64BE()) : String(size),
      meaning: meaning(size),
      fault: isTooLarge ? 'expected a size that memory can hold' : undefined,
    }
  })
  return bytes === undefined || !Number.isSafeInteger(size) ? undefined : size
}

function oldHeader(reader: FieldReader): FrameHeader | undefined {
  const source = FRAMING_SOURCE['1.0']
  const isLong = reader.peek === LONG_MARK
  if (isLong) {
    reader.take(1, 'length mark', source, () => ({ value: 'ff', meaning: '8 bytes follow' }))
  }
  const length = takeSize(reader, isLong ? LONG_SIZE : 1, source, oldMeaning, 'length')
  if (length === undefined) return undefined
  if (length === 0) {
    // Of no use to go on: nobody can tell where the next frame begins.
    reader.take(0, 'flags', source, () => ({
      value: 'none',
      meaning: '',
      fault: 'expected a length of at least 1: it counts the flags (libzmq closes)',
    }))
    return undefined
  }
  const flags = reader.take(1, 'flags', source, bytes => {
    const byte = bytes[0] ?? 0
    // The signature of a newer side, read as a header, has 7f here.
    const isSignature = byte === 0x7f
    return {
      value: hexNumber(byte, 2),
      meaning: flagWords1(byte),
      fault: (byte & ~FLAG_MORE) === 0 || isSignature ? undefined : 'expected 00 or 01',
    }
  })?.[0]
  if (flags === undefined) return undefined
  return { isCommand: false, hasMore: flags === FLAG_MORE, bodySize: length - 1 }
}

function oldMeaning(length: number): string {
  if (length === 0) return ''
  return Number.isSafeInteger(length) ? `of flags and body: 1 + ${length - 1}` : 'of flags and body'
}

function flagWords1(flags: number): string {
  return (flags & FLAG_MORE) !== 0 && flags !== 0x7f
    ? 'MORE: another part follows'
    : 'the last part'
}
