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
const PAUSES_MS = [60, 150]
/** And then with this one, when there is less to do. */
const LONG_PAUSE_MS = 400

/** What is cut down is known to differ. */
const SHRINK_PAUSES_MS = [60, 100]
/** So many calls are taken out at once: many first. */
const SHRINK_BY = [8, 4, 2, 1]

/** libzmq leaves to chance which of several connects that wait for one bind comes first, and with it whose turn it is. */
const CHANCE = 'Chance: libzmq gives each of our results as well, in one run or another.'
/** Of eight results that are equally likely, 48 runs miss one in fewer than one of 500 cases. */
const CHANCE_RUNS = 48
const CHANCE_RUNS_OURS = 4

/** Programs that are acted out at the same time: they wait most of the time. */
const AT_ONCE = 250
/** And so many of those that differ. */
const DIFFERING_AT_ONCE = 6

/** Searches with a pair of processes, one for each package. */
export class ProgramSearch {
  readonly #directory = mkdtempSync(join(tmpdir(), 'rz-'))
  readonly #native = new Actor('zeromq')
  readonly #ours = new Actor('rawzmq')
  readonly #family: Family
  // Another search begins elsewhere.
  #ground = (process.pid % 128) * 65_536
  /** Which differences each rule has explained, by their seeds. */
  readonly explained = new Map<string, number[]>()
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
    const differing: number[] = []
    await this.#each(seeds, AT_ONCE, async seed => {
      if ((await this.#confirmed(FAMILIES[this.#family](seed))) !== undefined) differing.push(seed)
    })
    const found: Difference[] = []
    await this.#each(differing, DIFFERING_AT_ONCE, async seed => {
      const difference = await this.#confirmed(FAMILIES[this.#family](seed), [LONG_PAUSE_MS])
      if (difference === undefined) return
      const rules = await this.#explained(difference)
      if (rules === undefined) {
        found.push(difference)
        told?.(seed, difference)
      }
      for (const rule of rules ?? []) {
        this.explained.set(rule, [...(this.explained.get(rule) ?? []), seed])
      }
    })
    return found
  }

  /** So many at once; those that end libzmq's process are noted. */
  async #each(
    seeds: readonly number[],
    count: number,
    act: (seed: number) => Promise<void>,
  ): Promise<void> {
    const waiting = [...seeds]
    const work = async (): Promise<void> => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        try {
          await act(seed)
        } catch (error) {
          if (!(error instanceof ActorEnded)) throw error
          this.aborted.set(seed, error.message)
        }
      }
    }
    await Promise.all(Array.from({ length: count }, work))
  }

  /** The fewest calls that still differ. */
  async shrink(difference: Difference): Promise<Difference> {
    let smallest = difference
    for (;;) {
      const { transports, calls } = smallest.program
      const results = await Promise.all(
        SHRINK_BY.flatMap(count => calls.map((_, index) => calls.toSpliced(index, count))).map(
          fewer =>
            this.#confirmed({ transports, calls: fewer }, SHRINK_PAUSES_MS).catch(() => undefined),
        ),
      )
      const next = results.find(result => result !== undefined && explain(result) === undefined)
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
  async #confirmed(
    program: Program,
    pausesMs: readonly number[] = PAUSES_MS,
  ): Promise<Difference | undefined> {
    let last: Difference | undefined
    for (const pauseMs of pausesMs) {
      const [native, ours] = await Promise.all([
        this.#native.act(this.#part(program, pauseMs)),
        this.#ours.act(this.#part(program, pauseMs)).catch(endOf),
      ])
      if (isSame(native, ours)) return undefined
      last = { program, native, ours }
    }
    return last
  }

  /**
   * The rules that explain a difference; undefined if there are none. Where libzmq itself has several results, each of
   * ours must be one of them, or differ from one of them by a rule.
   */
  async #explained(difference: Difference): Promise<Set<string> | undefined> {
    const { program } = difference
    const rule = explain(difference)
    if (rule !== undefined) return new Set([rule])
    const runs = (count: number, actor: Actor): Promise<string[][]> =>
      Promise.all(
        Array.from({ length: count }, () => actor.act(this.#part(program, LONG_PAUSE_MS))),
      )
    const [natives, others] = await Promise.all([
      runs(CHANCE_RUNS, this.#native),
      runs(CHANCE_RUNS_OURS, this.#ours).catch(() => [[]]),
    ])
    const rules = [difference.ours, ...others].map(ours =>
      natives.some(native => isSame(native, ours))
        ? CHANCE
        : natives.flatMap(native => explain({ program, native, ours }) ?? [])[0],
    )
    return rules.every(each => each !== undefined) ? new Set(rules) : undefined
  }

  #part(program: Program, pauseMs: number): Part {
    return { program, pauseMs, ground: this.#ground++, directory: this.#directory }
  }
}

/** What is said of ours where a result should be. */
function endOf(error: unknown): string[] {
  if (error instanceof ActorEnded) return [error.message]
  throw error
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.join('\n') === b.join('\n')

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
