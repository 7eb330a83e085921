// Bytes as tests write them, and the ways to feed them: one at a time, and cut in two everywhere.
import { hex } from '../../lib/raw/hex.js'

export { hex }

/** Calls `feed` with each byte in a chunk of its own. */
export function feedByteByByte(bytes: Uint8Array, feed: (chunk: Buffer) => void): void {
  for (const byte of bytes) feed(Buffer.from([byte]))
}

/** All ways to cut `bytes` in two, neither of them empty. */
export function* everySplit(bytes: Uint8Array): Generator<readonly [Buffer, Buffer]> {
  for (let cut = 1; cut < bytes.length; cut++) yield splitAt(bytes, cut)
}

/** `bytes` cut in two at `cut`. */
export function splitAt(bytes: Uint8Array, cut: number): readonly [Buffer, Buffer] {
  return [Buffer.from(bytes.subarray(0, cut)), Buffer.from(bytes.subarray(cut))]
}

/** A NULL greeting, as libzmq 4.3.5 was seen to send it: 64 bytes. */
export const NULL_GREETING = hex('ff00000000000000017f 03 01 "NULL" 00*16 00 00*31')
