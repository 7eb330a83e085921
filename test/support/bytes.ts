// Bytes as tests write them, and the ways to feed them: one at a time, and cut in two everywhere.

/**
 * Bytes from hex digits, with blanks where they help and ASCII text in double quotes:
 * `hex('04 1a 05 "READY"')`. `*n` repeats what stands before it: `hex('00*31')`.
 *
 * @throws Error for anything else, so that a slip in a vector does not go unseen
 */
export function hex(text: string): Buffer {
  const pieces: Buffer[] = []
  const token = /\s*(?:"([^"]*)"|((?:[0-9a-f]{2})+))(?:\*(\d+))?\s*/giy
  while (token.lastIndex < text.length) {
    const start = token.lastIndex
    const match = token.exec(text)
    if (match === null) throw new Error(`not hex: ${JSON.stringify(text.slice(start))}`)
    const [, quoted, digits, times = '1'] = match
    const piece = quoted === undefined ? Buffer.from(digits ?? '', 'hex') : Buffer.from(quoted)
    for (let time = 0; time < Number(times); time++) pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

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
