// The bytes that `decode` is to explain, from a file or stdin: told apart by their beginning, read as a
// stream where the kind allows it.
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { isCapture } from '../../lib/capture/index.js'
import { detectFile, type FileKind } from '../../lib/dissect/index.js'

/** Bytes with their kind: the first ones, and the rest as it comes. */
export interface Input {
  readonly kind: FileKind
  readonly head: Buffer
  readonly rest: AsyncIterable<Buffer>
}

/** A file of hex needs its first line whole; every other kind shows itself in a few bytes. */
const HEAD_SIZE = 65_536
const TELLING_SIZE = 16
const READ_SIZE = 1024 * 1024
/** What must be in memory as a whole may have so much. */
export const GATHERED_MAX = 256 * 1024 * 1024

/** Opens a file. The system's error comes from reading it. */
export function openFile(path: string): Readable {
  return createReadStream(path, { highWaterMark: READ_SIZE })
}

/** Reads the beginning of a stream and tells what it is. Ends early, without an error, when aborted. */
export async function openInput(stream: Readable, signal: AbortSignal): Promise<Input> {
  const chunks = untilAborted(stream, signal)
  let head = Buffer.alloc(0)
  while (head.length < HEAD_SIZE && !isTold(head)) {
    const { value, done } = await chunks.next()
    if (done === true) break
    head = Buffer.concat([head, value])
  }
  return { kind: detectFile(head, isCaptureStart), head, rest: chunks }
}

/** All of an input; undefined if it is more than memory should hold. */
export async function gather({ head, rest }: Input): Promise<Buffer | undefined> {
  const pieces = [head]
  let size = head.length
  for await (const chunk of rest) {
    pieces.push(chunk)
    size += chunk.length
    if (size > GATHERED_MAX) return undefined
  }
  return Buffer.concat(pieces)
}

/** All chunks of an input, the first ones included. */
export async function* chunksOf({ head, rest }: Input): AsyncGenerator<Buffer, void, undefined> {
  yield head
  yield* rest
}

/** True if the kind cannot be `hex` or needs no more bytes to be told. */
function isTold(head: Buffer): boolean {
  if (head.length < TELLING_SIZE) return false
  return head[0] === 0xff || detectFile(head.subarray(0, TELLING_SIZE), isCaptureStart) !== 'hex'
    ? !isText(head)
    : false
}

function isText(head: Buffer): boolean {
  return head.every(byte => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
}

function isCaptureStart(bytes: Buffer): boolean {
  return bytes.length >= TELLING_SIZE && isCapture(bytes.subarray(0, TELLING_SIZE))
}

async function* untilAborted(
  stream: Readable,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const stop = (): void => void stream.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of stream) {
      if (signal.aborted) return
      yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string)
    }
  } catch (error) {
    // Destroyed by us.
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
