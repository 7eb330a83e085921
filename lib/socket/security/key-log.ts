// Writes the key log (docs/keylog.md): where RAWZMQ_KEYLOG names a file, a line for each CURVE connection. Who has
// the file can read, and forge, what these connections carry, so it is refused wherever another could read it, and
// stderr says that it is on. What goes wrong with it is said once, and is no matter of the connection's.
import { closeSync, constants, fstatSync, openSync, writeSync, type Stats } from 'node:fs'
import { sayAloud } from '../../say-aloud.js'
import { encodeKeyLogLine, type CurveKeys } from '../../zmtp/mechanism/curve-key-log.js'

/** Names the file. */
const VARIABLE = 'RAWZMQ_KEYLOG'
const OWN = 0o600
const OTHERS = 0o077
/** Strangers can make a server write a line for each connection: a larger file is not written on. */
export const KEY_LOG_BYTES_MAX = 64 * 1024 * 1024

let log: KeyLog | undefined

/** Where the keys of a new connection go; undefined, as by default, if nobody wants them. */
export function keyLog(): ((keys: CurveKeys) => void) | undefined {
  const path = process.env[VARIABLE]
  if (path === undefined || path === '') return undefined
  if (log?.path !== path) {
    log?.close()
    log = new KeyLog(path)
  }
  return log.write
}

/** A file that is written on. */
class KeyLog {
  readonly path: string
  #descriptor: number | undefined

  constructor(path: string) {
    this.path = path
    try {
      // A link could lead elsewhere, and a pipe without a reader would not let us go on.
      const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
      const flags = O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK
      this.#descriptor = openSync(path, flags, OWN)
      this.#check(0)
    } catch (error) {
      this.#stop((error as Error).message)
      return
    }
    sayAloud(
      `${VARIABLE} is set: the keys of CURVE connections are written to ${path}; who has them can read and forge ` +
        'all that these connections carry',
    )
  }

  readonly write = (keys: CurveKeys): void => {
    if (this.#descriptor === undefined) return
    const line = Buffer.from(encodeKeyLogLine(keys))
    try {
      this.#check(line.length)
      // In one piece, so that lines of several processes do not mix.
      const written = writeSync(this.#descriptor, line)
      if (written < line.length) throw new Error('a line was cut off')
    } catch (error) {
      this.#stop((error as Error).message)
    }
  }

  /** Also before each line: it may be given to others, removed, or written on by other processes meanwhile. */
  #check(length: number): void {
    const file = fstatSync(this.#descriptor as number)
    const refusal = refusalOf(file)
    if (refusal !== undefined) throw new Error(refusal)
    if (file.size + length > KEY_LOG_BYTES_MAX) throw new Error('it is full')
  }

  close(): void {
    const descriptor = this.#descriptor
    this.#descriptor = undefined
    try {
      if (descriptor !== undefined) closeSync(descriptor)
    } catch {
      // What could not be written has been said, or is lost with the disk.
    }
  }

  #stop(reason: string): void {
    this.close()
    sayAloud(`${VARIABLE}: no keys are written to ${this.path} any more: ${reason}`)
  }
}

/** Why keys must not be written to it. */
function refusalOf(file: Stats): string | undefined {
  if (!file.isFile()) return 'it is no file'
  if (file.nlink === 0) return 'it was removed'
  if (process.platform === 'win32') return undefined
  if (file.uid !== process.geteuid?.()) return 'it is another user’s'
  if ((file.mode & OTHERS) === 0) return undefined
  return `others may read it (its mode is ${(file.mode & 0o777).toString(8)}, not ${OWN.toString(8)})`
}
