// A driver's process, line by line: what it says is numbered and looked at, whoever waits for it or not.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { systemClock } from '../clock.js'
import { commandFor } from './testee-driver.js'
import { lineFaults } from './smoke/contract.js'

/** A line of a driver, parsed. */
export type DriverLine = Readonly<Record<string, unknown>>

/** What a driver's process is started for. */
export interface StartWords {
  readonly endpoint: string
  readonly mode: string
  readonly socket: string
  readonly mechanism: string
}

const END_MS = 3000

/** One process of a driver. */
export class Conversation {
  /** What was wrong with lines, each with its number and text. */
  readonly faults: string[] = []
  /** How long an answer is waited for, ms. */
  readonly answerMs: number
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: DriverLine[] = []
  #count = 0
  #ended: string | undefined
  #wake: () => void = () => {}

  constructor(command: string, words: StartWords, answerMs: number) {
    this.answerMs = answerMs
    const [file = '', ...args] = commandFor(command, words)
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child.stdin.on('error', () => {}) // its end is told below
    this.#child.on('error', error => this.#end(`it cannot be started: ${error.message}`))
    this.#child.on('exit', (code, signal) => this.#end(`it ended with ${signal ?? code}`))
    createInterface({ input: this.#child.stdout }).on('line', text => this.#hear(text))
  }

  /** How the process ended, if it did. */
  get ended(): string | undefined {
    return this.#ended
  }

  /** Writes a line as it is. */
  tell(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`)
  }

  /**
   * The next line with one of the keys; those before it are left for others.
   *
   * @returns undefined if none comes in time
   */
  async next(keys: readonly string[], ms: number): Promise<DriverLine | undefined> {
    const end = systemClock.now() + ms
    for (;;) {
      const at = this.#lines.findIndex(line => keys.some(key => key in line))
      if (at >= 0) return this.#lines.splice(at, 1)[0]
      const left = end - systemClock.now()
      if (left <= 0 || this.#ended !== undefined) return undefined
      await new Promise<void>(resolve => {
        const timer = systemClock.after(left, resolve)
        this.#wake = () => {
          timer.cancel()
          resolve()
        }
      })
    }
  }

  /** Says something and waits for one of the answers, or an error. */
  async ask(message: object, ...answers: readonly string[]): Promise<DriverLine | undefined> {
    this.tell(message)
    return this.next([...answers, 'error'], this.answerMs)
  }

  /** Ends its stdin. @returns false if the process had to be killed */
  async end(): Promise<boolean> {
    if (this.#ended !== undefined) return true
    const exited = once(this.#child, 'exit')
    this.#child.stdin.end()
    let isKilled = false
    const timer = systemClock.after(END_MS, () => {
      isKilled = true
      this.#child.kill('SIGKILL')
    })
    await exited
    timer.cancel()
    return !isKilled
  }

  #hear(text: string): void {
    this.#count++
    let line: unknown
    try {
      line = JSON.parse(text)
    } catch {
      if (text.trimStart().startsWith('{')) this.#fault(text, ['it is no JSON'])
      return // chatter
    }
    const faults = lineFaults(line)
    if (faults.length > 0) this.#fault(text, faults)
    if (typeof line === 'object' && line !== null) this.#lines.push(line as DriverLine)
    this.#wake()
  }

  #fault(text: string, faults: readonly string[]): void {
    this.faults.push(`line ${this.#count}: ${text.slice(0, 120)}: ${faults.join('; ')}`)
  }

  #end(how: string): void {
    this.#ended ??= how
    this.#wake()
  }
}
