// The part of `process` that the command line uses, in memory: what it wrote is there to be read.
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type { ProcessLike } from '../../bin/terminal.js'

/** A process without a terminal. */
export class FakeProcess extends EventEmitter implements ProcessLike {
  readonly stdin = new PassThrough()
  readonly stdout: PassThrough & { isTTY?: boolean } = new PassThrough()
  readonly stderr: PassThrough & { isTTY?: boolean } = new PassThrough()
  readonly env: Record<string, string | undefined> = {}
  exitCode?: number | string | null | undefined
  #out = ''
  #err = ''

  constructor() {
    super()
    this.stdout.setEncoding('utf8').on('data', (text: string) => (this.#out += text))
    this.stderr.setEncoding('utf8').on('data', (text: string) => (this.#err += text))
  }

  /** What was written to stdout. */
  get out(): string {
    return this.#out
  }

  /** What was written to stderr. */
  get err(): string {
    return this.#err
  }
}
