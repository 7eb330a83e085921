// Worker processes: started, read line by line, always ended. A worker that says nothing for too long
// is a failure of its run, not of the whole benchmark.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A program and the arguments that come before a job's. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
}

/** The longest any run may take. */
const LIMIT_MS = 120_000

/** How long a worker may take to end by itself once its result is known. */
const GRACE_MS = 10_000

/** A worker in this folder's workers/. */
export function workerCommand(name: string, flags: readonly string[] = []): Command {
  const file = new URL(`workers/${name}.js`, import.meta.url).pathname
  return { file: process.execPath, args: [...flags, file] }
}

const running = new Set<Worker>()
process.on('exit', () => {
  for (const worker of running) worker.kill()
})

/** One worker process. */
export class Worker {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #lines: AsyncIterator<string>
  readonly #ended: Promise<number | null>
  readonly #name: string
  readonly #limit: NodeJS.Timeout
  #complaint = ''

  constructor(command: Command, job: readonly (string | number)[]) {
    const args = [...command.args, ...job.map(String)]
    this.#name = args.slice(-job.length).join(' ')
    this.#child = spawn(command.file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
    this.#child.stderr.on('data', (text: Buffer) => (this.#complaint += text.toString()))
    this.#ended = new Promise(resolve => {
      this.#child.on('error', error => {
        this.#complaint += error.message
        resolve(null)
      })
      this.#child.on('close', code => resolve(code))
    })
    this.#limit = setTimeout(() => this.kill(), LIMIT_MS)
    running.add(this)
  }

  /** Waits for the line that begins with `word` and gives what follows it. */
  async word(word: string): Promise<string> {
    for (;;) {
      const { value, done } = await this.#lines.next()
      if (done === true) {
        await this.#ended
        throw new Error(`${this.#name}: ended without “${word}” ${this.#complaint.trim()}`)
      }
      if (value.startsWith(`${word} `)) return value.slice(word.length + 1)
    }
  }

  /** The number in the line that begins with `word`. */
  async number(word: string): Promise<number> {
    const text = await this.word(word)
    const number = Number(text)
    if (!Number.isFinite(number)) throw new Error(`${this.#name}: ${word} ${text} is no number`)
    return number
  }

  /** Waits for the end, and makes it come if it does not. */
  async end(graceMs = GRACE_MS): Promise<void> {
    const timer = setTimeout(() => this.kill(), graceMs)
    await this.#ended
    clearTimeout(timer)
    clearTimeout(this.#limit)
    running.delete(this)
  }

  /** Asks it to end; `end` still waits until it has. */
  stop(): void {
    this.#child.kill('SIGTERM')
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}

/** Runs something with workers that are ended whatever comes. */
export async function withWorkers<T>(
  use: (start: (command: Command, job: readonly (string | number)[]) => Worker) => Promise<T>,
): Promise<T> {
  const workers: Worker[] = []
  let graceMs = 0
  try {
    const result = await use((command, job) => {
      const worker = new Worker(command, job)
      workers.push(worker)
      return worker
    })
    graceMs = GRACE_MS
    return result
  } finally {
    for (const worker of workers) await worker.end(graceMs)
  }
}
