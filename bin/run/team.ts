// The consumers of one run: starts their processes, hears them, sees that every one of them ends. None of
// them outlives this process, whatever ends it.
import { availableParallelism } from 'node:os'
import type { ConsumerLine } from '../../lib/gate/article/report.js'
import { ConsumerProcess, type ConsumerEnd } from './consumer-process.js'

/** How many consumers may be starting at a time. */
const STARTS_AT_ONCE = 4 * availableParallelism()

/** What a team is told and whom it tells. */
export interface TeamOptions {
  /** The program and arguments of a consumer. */
  readonly command: (id: number, endpoint: string) => readonly [file: string, ...args: string[]]
  readonly onStart: (id: number, pid: number) => void
  readonly onLine: (line: ConsumerLine) => void
  readonly onNoise: (id: number, text: string) => void
  /** A consumer's process has ended. */
  readonly onEnd: (end: ConsumerEnd) => void
  /** How many may be starting at a time. Default: four for each processor. */
  readonly atOnce?: number
  /** How long a consumer that was told to stop may take, in milliseconds. */
  readonly stopMs: number
  /** How long a consumer may be silent after the producer's end, in milliseconds. */
  readonly idleMs: number
  /** What Quits say. Default `Quit`. */
  readonly quit?: string
}

/** All consumers of one run. */
export class Team {
  readonly #options: TeamOptions
  readonly #members: ConsumerProcess[] = []
  /** Resolves when all have been started, or the rest no longer is to be. */
  #started: Promise<unknown> = Promise.resolve()
  #isOver = false
  #heardAt = 0

  constructor(options: TeamOptions) {
    this.#options = options
  }

  /**
   * Starts consumers 1 to `count`: some at a time, the next whenever one has begun. Hundreds at once would
   * all be slow, and none ready for so long that the gate takes it for a standstill.
   */
  start(count: number, endpoint: string): void {
    process.once('exit', this.#killAll)
    let next = 1
    const startOthers = async (): Promise<void> => {
      while (next <= count && !this.#isOver) await this.#startOne(next++, endpoint).begun
    }
    const lanes = Array.from({ length: this.#options.atOnce ?? STARTS_AT_ONCE }, startOthers)
    this.#started = Promise.all(lanes)
  }

  #startOne(id: number, endpoint: string): ConsumerProcess {
    const { command, onStart, onLine, onNoise, onEnd, quit, stopMs } = this.#options
    const member = new ConsumerProcess({
      id,
      command: command(id, endpoint),
      stopMs,
      onLine: line => {
        this.#heardAt = performance.now()
        onLine(line)
      },
      onNoise: text => onNoise(id, text),
      ...(quit !== undefined && { quit }),
    })
    this.#members.push(member)
    if (member.pid !== undefined) onStart(id, member.pid)
    void member.ended.then(onEnd)
    return member
  }

  /** Resolves when all wait to be let go. */
  async gathered(): Promise<void> {
    await this.#started
    await Promise.all(this.#members.map(({ waiting }) => waiting))
  }

  /** Lets one consumer connect. Resolves when it has, or when it is gone. */
  async connect(id: number): Promise<void> {
    const member = this.#members[id - 1]
    member?.go()
    await member?.connected
  }

  /** Asks all to leave now; who has not been started is not started any more. */
  stop(): void {
    this.#isOver = true
    for (const member of this.#members) member.stop()
  }

  /** Waits for all to end by themselves; those that fall silent are stopped. */
  async settle(): Promise<readonly ConsumerEnd[]> {
    this.#isOver = true
    this.#heardAt = performance.now()
    const watching = setInterval(() => {
      if (performance.now() - this.#heardAt >= this.#options.idleMs) this.stop()
    }, this.#options.idleMs / 4)
    await this.#started
    const ends = await Promise.all(this.#members.map(({ ended }) => ended))
    clearInterval(watching)
    process.off('exit', this.#killAll)
    return ends
  }

  readonly #killAll = (): void => {
    for (const member of this.#members) if (member.end === undefined) member.kill()
  }
}
