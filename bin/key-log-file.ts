// The file of --keylog, read as it grows: what is written while a connection goes on opens what comes next.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import {
  CurveKeyLog,
  loadCurveBox,
  type CurveBox,
  type CurveKeySource,
  type CurveKeys,
} from '../lib/dissect/index.js'
import { UsageError } from '../lib/errors.js'
import { systemText } from './file-errors.js'
import type { Terminal } from './terminal.js'

const READ_SIZE = 256 * 1024
/** So many lines that cannot be read are told; the rest is counted by whoever looks into the file. */
const FAULTS_TOLD = 3

/**
 * Opens the file of --keylog.
 *
 * @param path undefined if the option was not given
 * @param absence `may come`: a file that is not there yet is waited for
 * @throws UsageError that names the option, for a file that cannot be read
 */
export async function openKeyLog(
  path: string | undefined,
  terminal: Pick<Terminal, 'complain'>,
  absence?: 'may come',
): Promise<CurveKeySource | undefined> {
  if (path === undefined) return undefined
  let box: CurveBox
  try {
    box = await loadCurveBox()
  } catch (error) {
    throw new UsageError(`--keylog: ${(error as Error).message}`)
  }
  return new KeyLogFile(box, path, terminal, absence === 'may come')
}

class KeyLogFile implements CurveKeySource {
  readonly box: CurveBox
  readonly #path: string
  readonly #terminal: Pick<Terminal, 'complain'>
  #log: CurveKeyLog
  #position = 0
  #faults = 0

  constructor(box: CurveBox, path: string, terminal: Pick<Terminal, 'complain'>, mayCome: boolean) {
    this.box = box
    this.#log = new CurveKeyLog(box)
    this.#path = path
    this.#terminal = terminal
    try {
      this.#read()
    } catch (error) {
      if (!mayCome || (error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw new UsageError(`--keylog ${path}: ${systemText(error)}`)
      }
      terminal.complain(`--keylog ${path}: it is not there yet; it is read when it is`)
    }
    if (!mayCome) this.#tell(this.#log.end())
  }

  find(clientKey: Uint8Array): readonly CurveKeys[] {
    const known = this.#log.find(clientKey)
    if (known.length > 0) return known
    this.#readMore()
    return this.#log.find(clientKey)
  }

  all(): Iterable<CurveKeys> {
    this.#readMore()
    return this.#log.all()
  }

  #readMore(): void {
    try {
      this.#read()
    } catch {
      // Not there yet, or gone again: what has been read of it stays.
    }
  }

  /** Reads what has been added. */
  #read(): void {
    // A pipe without a writer would not let us go on.
    const { O_RDONLY, O_NONBLOCK = 0 } = constants
    const descriptor = openSync(this.#path, O_RDONLY | O_NONBLOCK)
    try {
      const file = fstatSync(descriptor)
      if (!file.isFile()) throw new Error('it is no file')
      if (file.size < this.#position) {
        this.#log = new CurveKeyLog(this.box)
        this.#position = 0
      }
      const chunk = Buffer.alloc(Math.min(READ_SIZE, Math.max(0, file.size - this.#position)))
      while (this.#position < file.size) {
        const count = readSync(descriptor, chunk, 0, chunk.length, this.#position)
        if (count === 0) break
        this.#position += count
        this.#tell(this.#log.read(chunk.toString('latin1', 0, count)))
      }
      chunk.fill(0)
    } finally {
      closeSync(descriptor)
    }
  }

  #tell(faults: ReturnType<CurveKeyLog['read']>): void {
    for (const { line, text } of faults) {
      this.#faults++
      if (this.#faults <= FAULTS_TOLD) {
        this.#terminal.complain(`--keylog ${this.#path}: line ${line}: ${text}; it is left out`)
      } else if (this.#faults === FAULTS_TOLD + 1) {
        this.#terminal.complain(`--keylog ${this.#path}: more lines are left out`)
      }
    }
  }
}
