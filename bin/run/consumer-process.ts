// One consumer in a process of its own: this program's `consumer --json`, its lines read from a pipe, its
// end awaited. It leaves when told to, and is killed if it does not.
import { spawn, type ChildProcess } from 'node:child_process'
import type { EngineName } from '../../lib/engine.js'
import type { ConsumerResult } from '../../lib/gate/run/consumer.js'
import type { ConsumerLine } from '../../lib/gate/article/report.js'
import { QUIT } from '../../lib/gate/article/sequence.js'
import { GO_LINE, STOP_LINE } from './stdin-orders.js'

/** The longest line of a consumer that is kept, in characters. */
const LONGEST_LINE = 2 ** 20

/** How a consumer is started, and who hears of it. */
export interface ConsumerProcessOptions {
  readonly id: number
  /** The program and its arguments. */
  readonly command: readonly [file: string, ...args: string[]]
  readonly onLine: (line: ConsumerLine) => void
  /** A line that is none of a consumer's. */
  readonly onNoise: (text: string) => void
  /** How long it may take once it was told to stop, in milliseconds. */
  readonly stopMs: number
  /** What its Quits say. Default `Quit`. */
  readonly quit?: string
}

/** What became of a consumer's process, what it received, and, unless it could not any more, what it says itself. */
export interface ConsumerEnd extends Partial<Pick<ConsumerResult, 'outcome' | 'code' | 'reason'>> {
  readonly id: number
  readonly pid?: number
  /** The messages it received, without its Quits. */
  readonly received: readonly string[]
  readonly quits: number
  /** Null if a signal ended it, or if it never began. */
  readonly exitCode: number | null
  readonly signal?: NodeJS.Signals
  readonly engine?: EngineName
  readonly engineVersion?: string
}

/** What we use of a consumer's result line. */
type ResultLine = Pick<ConsumerEnd, 'outcome' | 'code' | 'reason' | 'engine' | 'engineVersion'>

/** A consumer's process, from its start to its end. */
export class ConsumerProcess {
  readonly id: number
  /** Resolves when the process has ended and all it wrote was read. Never rejects. */
  readonly ended: Promise<ConsumerEnd>
  /** Resolves when it waits to be let go, and when it is connected; or when it has ended. */
  readonly waiting: Promise<void>
  readonly connected: Promise<void>
  /** Resolves with the first that it says, or when it has ended. */
  readonly begun: Promise<void>
  readonly #marks: Record<Mark | 'begun', () => void> = {
    begun: () => {},
    waiting: () => {},
    connected: () => {},
  }
  readonly #options: ConsumerProcessOptions
  readonly #child: ChildProcess
  readonly #received: string[] = []
  #quits = 0
  #result: ResultLine = {}
  #end: ConsumerEnd | undefined
  #killing: NodeJS.Timeout | undefined

  constructor(options: ConsumerProcessOptions) {
    const [file, ...args] = options.command
    this.id = options.id
    this.#options = options
    // Its stderr is ours, so that it can be heard even after our own end.
    this.#child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    // It may be gone before it reads what it is told: its end says so.
    this.#child.stdin?.on('error', () => {})
    this.begun = this.#mark('begun')
    this.waiting = this.#mark('waiting')
    this.connected = this.#mark('connected')
    this.#readLines()
    this.ended = this.#awaitEnd()
    void this.#passMarks()
  }

  /** Undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid
  }

  /** How it ended; undefined while it lives. */
  get end(): ConsumerEnd | undefined {
    return this.#end
  }

  /** Lets it connect, if it waits for that. */
  go(): void {
    if (this.#end === undefined) this.#child.stdin?.write(`${GO_LINE}\n`)
  }

  /** Asks it to leave now, and kills it if it does not. */
  stop(): void {
    if (this.#end !== undefined || this.#killing !== undefined) return
    this.#child.stdin?.write(`${STOP_LINE}\n`)
    this.#killing = setTimeout(() => this.kill(), this.#options.stopMs)
  }

  /** Ends it at once. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Who has ended will not say anything more. */
  async #passMarks(): Promise<void> {
    await this.ended
    for (const pass of Object.values(this.#marks)) pass()
  }

  #mark(mark: Mark | 'begun'): Promise<void> {
    return new Promise(resolve => {
      this.#marks[mark] = resolve
    })
  }

  #readLines(): void {
    let rest = ''
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = (lines.pop() ?? '').slice(0, LONGEST_LINE)
      for (const line of lines) this.#take(line)
    })
  }

  #take(text: string): void {
    this.#marks.begun()
    const row = parseRow(text)
    if (row?.type === 'log') {
      const { type: _, ...line } = row
      const { quit = QUIT } = this.#options
      if (line.kind === 'recv' && line.text === quit) this.#quits++
      else if (line.kind === 'recv') this.#received.push(line.text ?? '')
      this.#options.onLine(line)
    } else if (row?.type === 'result') {
      const { outcome, code, reason, engine, engineVersion } = row
      this.#result = { outcome, code, reason, engine, engineVersion } as ResultLine
    } else if (row !== undefined) {
      this.#marks[row.type]()
    } else {
      this.#options.onNoise(text)
    }
  }

  #awaitEnd(): Promise<ConsumerEnd> {
    return new Promise(resolve => {
      const finish = (how: Pick<ConsumerEnd, 'exitCode' | 'signal' | 'code' | 'reason'>): void => {
        if (this.#end !== undefined) return
        clearTimeout(this.#killing)
        const { pid } = this
        this.#end = {
          id: this.id,
          ...(pid !== undefined && { pid }),
          received: this.#received,
          quits: this.#quits,
          ...this.#result,
          ...how,
        }
        resolve(this.#end)
      }
      this.#child.on('error', (error: NodeJS.ErrnoException) => {
        // An error of a process that lives is one of sending it a signal, and changes nothing.
        if (this.#child.pid !== undefined) return
        const reason = `its process cannot start: ${error.message}`
        finish({ exitCode: null, code: error.code ?? 'ERR_SPAWN', reason })
      })
      this.#child.on('close', (exitCode, signal) => {
        finish(signal === null ? { exitCode } : { exitCode: null, signal })
      })
    })
  }
}

/** A consumer that connects when it is told to says so, and that it has. */
type Mark = 'waiting' | 'connected'

type Row =
  | { readonly type: Mark }
  | ({ readonly type: 'log' } & ConsumerLine)
  | ({ readonly type: 'result' } & ResultLine)

const ROW_TYPES: ReadonlySet<unknown> = new Set(['log', 'result', 'waiting', 'connected'])

/** A line as a row, if it is one: the other end is this same program, so its type tells all. */
function parseRow(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const type = (value as { type?: unknown } | null)?.type
    return ROW_TYPES.has(type) ? (value as Row) : undefined
  } catch {
    // Not JSON: a line that something else in that process wrote.
    return undefined
  }
}
