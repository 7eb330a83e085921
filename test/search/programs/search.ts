// Acts random programs out on zeromq.js and on rawzmq and compares every result; what differs is tried again
// with longer pauses, then cut down to the fewest calls that still differ.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Actor, ActorEnded, type Part } from './actor.js'
import { FAMILIES, type Family } from './patterns.js'
import type { Program } from './program.js'
import { explain } from './rules.js'

export interface Difference {
  readonly program: Program
  readonly native: readonly string[]
  readonly ours: readonly string[]
}

/** Pauses after each call, in milliseconds: a difference counts if it is there with each of them. */
const PAUSES_MS = [60, 150, 400]

/** Programs that are acted out at the same time: they wait most of the time. */
const AT_ONCE = 250

/** Searches with a pair of processes, one for each package. */
export class ProgramSearch {
  readonly #directory = mkdtempSync(join(tmpdir(), 'rz-'))
  readonly #native = new Actor('zeromq')
  readonly #ours = new Actor('rawzmq')
  readonly #family: Family
  // Another search begins elsewhere.
  #ground = (process.pid % 128) * 65_536
  /** How often each rule has explained a difference. */
  readonly explained = new Map<string, number>()
  /** The programs that end libzmq's process, by their seeds, with its last words. */
  readonly aborted = new Map<number, string>()

  constructor(family: Family) {
    this.#family = family
  }

  /** The programs of these seeds; those that differ without a rule, not yet cut down. */
  async run(
    seeds: readonly number[],
    told?: (seed: number, found: Difference) => void,
  ): Promise<Difference[]> {
    const found: Difference[] = []
    const waiting = [...seeds]
    const work = async (): Promise<void> => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        try {
          const difference = await this.#confirmed(FAMILIES[this.#family](seed))
          if (difference === undefined) continue
          const rule = explain(difference)
          if (rule === undefined) {
            found.push(difference)
            told?.(seed, difference)
          } else this.explained.set(rule, (this.explained.get(rule) ?? 0) + 1)
        } catch (error) {
          if (!(error instanceof ActorEnded)) throw error
          this.aborted.set(seed, error.message)
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return found
  }

  /** The fewest calls that still differ. */
  async shrink(difference: Difference): Promise<Difference> {
    let smallest = difference
    for (;;) {
      const { transports, calls } = smallest.program
      const candidates = calls.map((_, index) => ({ transports, calls: calls.toSpliced(index, 1) }))
      const results = await Promise.all(
        candidates.map(program => this.#confirmed(program).catch(() => undefined)),
      )
      const next = results.findLast(
        result => result !== undefined && explain(result) === undefined,
      )
      if (next === undefined) return smallest
      smallest = next
    }
  }

  close(): void {
    this.#native.close()
    this.#ours.close()
    rmSync(this.#directory, { recursive: true, force: true })
  }

  /** Rejects with an ActorEnded if libzmq ends its process. Where ours does, that is a difference. */
  async #confirmed(program: Program): Promise<Difference | undefined> {
    let last: Difference | undefined
    for (const pauseMs of PAUSES_MS) {
      const part = (): Part => ({
        program,
        pauseMs,
        ground: this.#ground++,
        directory: this.#directory,
      })
      const [native, ours] = await Promise.all([
        this.#native.act(part()),
        this.#ours.act(part()).catch((error: ActorEnded) => [error.message]),
      ])
      if (native.join('\n') === ours.join('\n')) return undefined
      last = { program, native, ours }
      if (ours.length === 1) return last
    }
    return last
  }
}

/** The table of a difference, for people. */
export function tableOf({ program, native, ours }: Difference): string {
  const rows = native.map((expected, index) => {
    const call = program.calls[index]
    const words =
      call === undefined ? `socket ${index - program.calls.length}` : JSON.stringify(call)
    const mark = expected === ours[index] ? '  ' : '≠ '
    return `${mark}${words}\n      zeromq ${expected} · rawzmq ${ours[index]}`
  })
  return `endpoints: ${program.transports.join(' ')}\n${rows.join('\n')}`
}
