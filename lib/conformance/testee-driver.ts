// An endpoint under test that is a process: it speaks the driver contract, JSON lines on stdio (the page
// docs/conformance.md describes it). Started when first needed, started again if it ends by itself.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { systemClock } from '../clock.js'
import { UsageError } from '../errors.js'
import type { Capability } from './case.js'
import {
  type Setup,
  type Testee,
  type TesteeListener,
  type TesteeSocket,
  Unreachable,
  Unsupported,
} from './testee.js'

/** What a driver may say; any other line is passed on as its chatter. */
interface DriverLine {
  readonly ready?: string
  readonly can?: readonly string[]
  readonly name?: string
  readonly recv?: readonly string[]
  readonly sent?: true
  readonly error?: string
  readonly closed?: true
  readonly read?: boolean
  readonly subscribed?: boolean
}

/** How a driver is started. */
export interface DriverSettings {
  /** The command line, with {endpoint} {mode} {socket} {mechanism} where those go. */
  readonly command: string
  /** What the user says of the endpoint beyond what the driver says itself. */
  readonly capabilities?: Iterable<Capability>
  /** What the user says it cannot do. */
  readonly without?: Iterable<Capability>
  /** True starts a process for each run, though the driver could open sockets itself. */
  readonly isPerCase?: boolean
  /** How long it may take to be ready, ms; default a minute: a compiler on a busy machine needs a while. */
  readonly startMs?: number
  /** How long it may take to answer, ms, besides what it was allowed to wait; then its process is killed. Default 20 s. */
  readonly answerMs?: number
  /** Kills the process, whatever it is doing. */
  readonly signal?: AbortSignal | undefined
  /** Told of what the process writes to stderr, and of its ends. */
  chatter?(text: string): void
}

const DEFAULTS = {
  capabilities: [] as Iterable<Capability>,
  without: [] as Iterable<Capability>,
  isPerCase: false,
  startMs: 60_000,
  answerMs: 20_000,
  signal: undefined as AbortSignal | undefined,
  chatter: (): void => {},
}

/** How long a driver that need not answer is waited for, ms. */
const READ_ANSWER_MS = 500

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Splits a command line at blanks; quotes keep words together. @throws UsageError if one is left open */
export function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].map(
    ([whole, double, single]) => double ?? single ?? whole,
  )
  if ((command.match(/["']/g)?.length ?? 0) % 2 === 1 || words.length === 0) {
    throw new UsageError(`--exec: ${JSON.stringify(command)} is no command line`)
  }
  return words
}

/** What it means that a driver has no socket: `unsupported`, and why, is no fault. */
function refusal(what: string, { error = 'no answer' }: DriverLine): Unsupported | Unreachable {
  return error.startsWith('unsupported')
    ? new Unsupported(error)
    : new Unreachable(`${what}: ${error}`)
}

/** The words of a command line with {endpoint} {mode} {socket} {mechanism} filled in. */
export function commandFor(
  command: string,
  values: Readonly<Record<'endpoint' | 'mode' | 'socket' | 'mechanism', string>>,
): string[] {
  return wordsOf(command).map(word =>
    word.replaceAll(
      /\{(endpoint|mode|socket|mechanism)\}/g,
      (_, name: keyof typeof values) => values[name],
    ),
  )
}

/** A driver's process as the endpoint under test. */
export class DriverTestee implements Testee {
  readonly capabilities: Set<Capability>
  readonly isFresh = true
  /** How often a process ended by itself. */
  restarts = 0
  readonly #settings: Required<DriverSettings>
  #name: string
  #child: Child | undefined
  #canOpen = false
  #listener: TesteeListener | undefined
  #answers: ((line: DriverLine) => void)[] = []
  #readAnswered: (() => void) | undefined
  readonly #kill = (): void => void this.#child?.kill('SIGKILL')

  constructor(settings: DriverSettings) {
    this.#settings = { ...DEFAULTS, ...settings }
    this.#name = settings.command
    this.capabilities = new Set(this.#settings.capabilities)
    this.#settings.signal?.addEventListener('abort', this.#kill)
  }

  get name(): string {
    return this.#name
  }

  /**
   * Starts the process once to learn what it can do.
   *
   * @throws Unreachable if it does not become ready
   */
  async start(socket: Setup['socket'], mechanism: Setup['mechanism']): Promise<void> {
    const endpoint = 'tcp://127.0.0.1:*'
    await this.#start({ endpoint, mode: 'bind', socket, mechanism, options: {} }).catch(
      (error: Error) => {
        throw new Unreachable(error.message) // that it has no such socket, too
      },
    )
    if (!this.#canOpen || this.#settings.isPerCase) await this.#stop()
  }

  async open(setup: Setup, listener: TesteeListener, attempt = 0): Promise<TesteeSocket> {
    const { mode, socket, mechanism, endpoint, options } = setup
    if (!this.#canOpen || this.#settings.isPerCase) {
      await this.#stop()
      if (Object.keys(options).length === 0) {
        this.#listener = listener
        return this.#socket(await this.#start(setup))
      }
    }
    if (this.#child === undefined) {
      await this.#start({ ...setup, mode: 'bind', endpoint: 'tcp://127.0.0.1:*' })
    }
    this.#listener = undefined // what the socket before had still to say ends with the answer to this
    const answer = await this.#ask(
      { open: { endpoint, mode, socket, mechanism, options } },
      { answered: () => (this.#listener = listener) },
    )
    if (answer.ready === undefined && this.#child === undefined && attempt === 0) {
      return this.open(setup, listener, 1) // it ended on the socket before: a new one may do
    }
    if (answer.ready === undefined) throw refusal(`the driver cannot open ${socket}`, answer)
    return this.#socket(answer.ready)
  }

  #socket(endpoint: string): TesteeSocket {
    return {
      endpoint,
      send: async (parts, waitMs) => {
        const hex = parts.map(part => Buffer.from(part).toString('hex'))
        const answer = await this.#ask({ send: hex, wait: waitMs }, { waitMs })
        return answer.sent === true ? 'sent' : (answer.error ?? 'ended')
      },
      subscribe: async (topic, isOn) => {
        const hex = Buffer.from(topic).toString('hex')
        const { error } = await this.#ask(isOn ? { subscribe: hex } : { unsubscribe: hex })
        if (error !== undefined) throw new Unreachable(`the driver cannot subscribe: ${error}`)
      },
      setReading: isReading => this.#setReading(isReading),
      close: async () => {
        this.#listener = undefined
        if (this.#child === undefined) return
        if (this.#canOpen && !this.#settings.isPerCase) {
          await this.#ask({ close: true })
        } else await this.#stop()
      },
    }
  }

  async close(): Promise<void> {
    this.#settings.signal?.removeEventListener('abort', this.#kill)
    await this.#stop()
  }

  /** Kills the process, as by kill -9, and waits until it is gone; the next socket is one of a new process. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    this.#child = undefined
    this.#listener = undefined
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.kill('SIGKILL')
    await ended
  }

  async renew(): Promise<boolean> {
    const isShared = this.#canOpen && !this.#settings.isPerCase
    if (isShared) await this.#stop()
    return isShared
  }

  /** The answer is new in the contract: a driver without it is given a moment instead. */
  async #setReading(isReading: boolean): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = systemClock.after(READ_ANSWER_MS, resolve)
      this.#readAnswered = () => {
        timer.cancel()
        resolve()
      }
      this.#tell({ read: isReading })
    })
  }

  /** @returns the endpoint it says it is at */
  async #start({ endpoint, mode, socket, mechanism }: Setup): Promise<string> {
    const [file = '', ...args] = commandFor(this.#settings.command, {
      endpoint,
      mode,
      socket,
      mechanism,
    })
    const child: Child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child = child
    child.stdin.on('error', () => {}) // a driver that is gone: its end is reported below
    child.stderr.on('data', chunk => this.#settings.chatter(String(chunk).trimEnd()))
    createInterface({ input: child.stdout }).on('line', line => this.#hear(line))
    child.on('error', error => this.#end(child, `cannot be started: ${error.message}`))
    child.on('exit', (code, signal) => this.#end(child, `ended with ${signal ?? code}`))
    const timer = systemClock.after(this.#settings.startMs, () => child.kill('SIGKILL'))
    const line = await new Promise<DriverLine>(resolve => {
      this.#answers.push(resolve)
    })
    timer.cancel()
    if (line.ready === undefined) throw refusal(`${file} did not become ready`, line)
    this.#name = line.name ?? this.#name
    this.#canOpen = line.can?.includes('open') === true
    this.capabilities.add('app')
    for (const word of line.can ?? []) {
      if (word !== 'open') this.capabilities.add(word as Capability)
    }
    for (const word of this.#settings.without) this.capabilities.delete(word)
    return line.ready
  }

  #hear(text: string): void {
    let line: DriverLine
    try {
      line = JSON.parse(text) as DriverLine
    } catch {
      this.#settings.chatter(text) // a line of its own that is no JSON
      return
    }
    if (line.read !== undefined) this.#readAnswered?.()
    else if (line.recv !== undefined) {
      this.#listener?.delivered(line.recv.map(part => Buffer.from(part, 'hex')))
    } else this.#answers.shift()?.(line)
  }

  #tell(message: object): void {
    this.#child?.stdin.write(`${JSON.stringify(message)}\n`)
  }

  async #ask(
    message: object,
    { waitMs = 0, answered }: { readonly waitMs?: number; readonly answered?: () => void } = {},
  ): Promise<DriverLine> {
    const child = this.#child
    if (child === undefined) return { error: 'ended' }
    return new Promise(resolve => {
      const limit = systemClock.after(this.#settings.answerMs + waitMs, () => {
        child.kill('SIGKILL')
        this.#end(child, `did not answer ${Object.keys(message)[0]}, and was killed`)
      })
      this.#answers.push(line => {
        limit.cancel()
        answered?.() // at once: the next line may be a delivery
        resolve(line)
      })
      this.#tell(message)
    })
  }

  #end(child: Child, how: string): void {
    if (this.#child !== child) return
    this.#child = undefined
    this.restarts++
    this.#settings.chatter(`the process under test ${how}`)
    for (const answer of this.#answers.splice(0)) answer({ error: `ended: ${how}` })
    this.#listener?.ended(`the process ${how}`)
  }

  async #stop(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    const { exitCode, signalCode } = child
    if (exitCode !== null || signalCode !== null) {
      return this.#end(child, `ended with ${signalCode ?? exitCode}`) // just before
    }
    this.#child = undefined
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve())
    })
    child.stdin.end(`${JSON.stringify({ close: true })}\n`)
    const timer = systemClock.after(2000, () => child.kill('SIGKILL'))
    await ended
    timer.cancel()
  }
}
