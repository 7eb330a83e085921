// Where one MessagePack value ends, found by its structure alone (msgpack spec §Formats), before anything
// is decoded: every length is checked against the bytes there are, so that a file cannot make us allocate
// what it merely announces.
import { CaptureFormatError } from './format-error.js'

/** Arrays and maps inside each other; a row needs about six. */
export const DEPTH_MAX = 32

/**
 * Arrays' elements, keys and values in one row: each costs a reader some sixty bytes, whatever it has in
 * the file.
 */
export const VALUES_MAX = 2 ** 20

/** What is known of a value that begins at an offset. */
export type Extent =
  | { readonly isWhole: true; readonly end: number }
  /** Cut off: `missing` is the least number of bytes that are still to come. */
  | { readonly isWhole: false; readonly missing: number }

/** Bytes that follow the first byte of a value of fixed size. */
// prettier-ignore
const FIXED_SIZES: Readonly<Partial<Record<number, number>>> = {
  0xc0: 0, 0xc2: 0, 0xc3: 0, 0xca: 4, 0xcb: 8, 0xcc: 1, 0xcd: 2, 0xce: 4, 0xcf: 8,
  0xd0: 1, 0xd1: 2, 0xd2: 4, 0xd3: 8, 0xd4: 2, 0xd5: 3, 0xd6: 5, 0xd7: 9, 0xd8: 17,
}

/** Values with a length field: its size, and what comes beside the counted bytes or elements. */
const COUNTED: Readonly<
  Partial<
    Record<number, { readonly width: 1 | 2 | 4; readonly counts: 'bytes' | 1 | 2; extra: 0 | 1 }>
  >
> = {
  0xc4: { width: 1, counts: 'bytes', extra: 0 },
  0xc5: { width: 2, counts: 'bytes', extra: 0 },
  0xc6: { width: 4, counts: 'bytes', extra: 0 },
  0xc7: { width: 1, counts: 'bytes', extra: 1 },
  0xc8: { width: 2, counts: 'bytes', extra: 1 },
  0xc9: { width: 4, counts: 'bytes', extra: 1 },
  0xd9: { width: 1, counts: 'bytes', extra: 0 },
  0xda: { width: 2, counts: 'bytes', extra: 0 },
  0xdb: { width: 4, counts: 'bytes', extra: 0 },
  0xdc: { width: 2, counts: 1, extra: 0 },
  0xdd: { width: 4, counts: 1, extra: 0 },
  0xde: { width: 2, counts: 2, extra: 0 },
  0xdf: { width: 4, counts: 2, extra: 0 },
}

/**
 * The extent of the value that begins at `start`.
 *
 * @param base added to offsets in errors: where `bytes` stands in its file
 * @throws CaptureFormatError for the one byte that begins no value (c1), nesting too deep, too many values
 */
export function measure(bytes: Uint8Array, start: number, base = 0): Extent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  /** Values still to come, for each array or map that is open; the row itself is one value. */
  const open = [1]
  let values = 1
  let at = start
  while (open.length > 0) {
    const left = open.at(-1) as number
    if (left === 0) {
      open.pop()
      continue
    }
    if (at >= bytes.length) return cutOff(at - bytes.length, open)
    open[open.length - 1] = left - 1
    const { end, elements } = readHead(view, at, base)
    at = end
    if (elements === 0) continue
    values += elements
    if (values > VALUES_MAX) {
      const text = `a row of ${values} values or more is over the limit of ${VALUES_MAX}`
      throw new CaptureFormatError('ERR_CAPTURE_ROW_SIZE', base + start, text)
    }
    if (open.length > DEPTH_MAX) {
      const text = `more than ${DEPTH_MAX} arrays or maps inside each other`
      throw new CaptureFormatError('ERR_CAPTURE_STRUCTURE', base + at, text)
    }
    open.push(elements)
  }
  return at > bytes.length ? cutOff(at - bytes.length, []) : { isWhole: true, end: at }
}

/** Each value that is still to come has one byte or more. */
function cutOff(lacking: number, open: readonly number[]): Extent {
  return { isWhole: false, missing: open.reduce((sum, left) => sum + left, lacking) }
}

/** Reads what stands before the elements: where it ends, perhaps past the bytes, and how many come. */
function readHead(view: DataView, at: number, base: number): { end: number; elements: number } {
  const first = view.getUint8(at)
  if (first <= 0x7f || first >= 0xe0) return { end: at + 1, elements: 0 }
  if (first <= 0x8f) return { end: at + 1, elements: (first & 0x0f) * 2 }
  if (first <= 0x9f) return { end: at + 1, elements: first & 0x0f }
  if (first <= 0xbf) return { end: at + 1 + (first & 0x1f), elements: 0 }
  const fixed = FIXED_SIZES[first]
  if (fixed !== undefined) return { end: at + 1 + fixed, elements: 0 }
  const counted = COUNTED[first]
  if (counted === undefined) {
    const text = `byte ${first.toString(16)} begins no MessagePack value`
    throw new CaptureFormatError('ERR_CAPTURE_STRUCTURE', base + at, text)
  }
  const { width, counts, extra } = counted
  const behind = at + 1 + width
  if (behind > view.byteLength) return { end: behind, elements: 0 }
  const count =
    width === 1
      ? view.getUint8(at + 1)
      : width === 2
        ? view.getUint16(at + 1)
        : view.getUint32(at + 1)
  if (counts === 'bytes') return { end: behind + extra + count, elements: 0 }
  return { end: behind, elements: count * counts }
}
