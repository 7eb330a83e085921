// Integers in the host's byte order, as libzmq reads and writes them: option values, sizes, zmq_poll's
// items.
import { endianness } from 'node:os'

const isLittleEndian = endianness() === 'LE'

/** Size in bytes of a pointer, a size_t and, on Windows, a socket. */
export const POINTER_BYTES = process.arch === 'ia32' || process.arch === 'arm' ? 4 : 8

/** Size in bytes of what ZMQ_FD gives: an int, on Windows a SOCKET. */
export const DESCRIPTOR_BYTES = process.platform === 'win32' ? POINTER_BYTES : 4

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The int of four bytes. */
export function readInt(bytes: Uint8Array): number {
  return viewOf(bytes).getInt32(0, isLittleEndian)
}

/** An int as four bytes. */
export function intBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  viewOf(bytes).setInt32(0, value, isLittleEndian)
  return bytes
}

/** The signed or unsigned integer of eight bytes: a number where that is exact, else a bigint. */
export function readLong(bytes: Uint8Array, isSigned: boolean): number | bigint {
  const view = viewOf(bytes)
  const value = isSigned
    ? view.getBigInt64(0, isLittleEndian)
    : view.getBigUint64(0, isLittleEndian)
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** An integer as eight bytes; negative ones as two's complement. */
export function longBytes(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  viewOf(bytes).setBigInt64(0, BigInt(value), isLittleEndian)
  return bytes
}

/** A size_t. */
export function sizeBytes(value: number): Buffer {
  return POINTER_BYTES === 4 ? intBytes(value) : longBytes(value)
}

/** The number of a size_t, or of a descriptor of that size. */
export function readSize(bytes: Uint8Array): number {
  return bytes.length === 4 ? readInt(bytes) : Number(readLong(bytes, false))
}

/** What zmq_poll(3) is to wait for: something to read. */
const POLL_IN = 1

/**
 * The items of zmq_poll(3), all of them descriptors to read from. Layout of one item, in C: pointer
 * `socket` (NULL here), `fd`, short `events`, short `revents`, padded to the pointer's size.
 */
export function pollItems(descriptors: readonly number[]): Buffer {
  const eventsAt = POINTER_BYTES + DESCRIPTOR_BYTES
  const itemBytes = Math.ceil((eventsAt + 4) / POINTER_BYTES) * POINTER_BYTES
  const items = Buffer.alloc(itemBytes * descriptors.length)
  const view = viewOf(items)
  for (const [index, descriptor] of descriptors.entries()) {
    const start = index * itemBytes
    const bytes = DESCRIPTOR_BYTES === 4 ? intBytes(descriptor) : longBytes(descriptor)
    items.set(bytes, start + POINTER_BYTES)
    view.setInt16(start + eventsAt, POLL_IN, isLittleEndian)
  }
  return items
}
