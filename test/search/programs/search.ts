// Acts random programs out on zeromq.js and on rawzmq and compares every result; what differs is tried again
// with longer pauses, then cut down to the fewest calls that still differ.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actOut, type ActedPackage, type Places } from './act.js'
import { FAMILIES, type Family } from './patterns.js'
import type { Program } from './program.js'
import { explain } from './rules.js'

export interface Difference {
  readonly program: Program
  readonly native: readonly string[]
  readonly ours: readonly string[]
}

export interface Packages {
  readonly native: ActedPackage
  readonly ours: ActedPackage
}

/** Pauses after each call, in milliseconds: a difference counts if it is there with each of them. */
const PAUSES_MS = [60, 150, 400]

/** Programs that are acted out at the same time: they wait most of the time. */
const AT_ONCE = 250

/** Endpoints that only one acting-out has. */
class Grounds {
  readonly #directory = mkdtempSync(join(tmpdir(), 'rz-'))
  readonly #network: number
  #count = 0

  /** @param network second octet of this process's loopback addresses */
  constructor(network: number) {
    this.#network = network
  }

  next(): Places {
    const number = this.#count++
    const host = `127.${this.#network}.${(number >> 8) & 255}.${number & 255}`
    return (transport, index) => {
      if (transport === 'tcp') return `tcp://${host}:${7001 + index}`
      const name = `${number}-${index}`
      return transport === 'ipc' ? `ipc://${this.#directory}/${name}` : `inproc://${name}`
    }
  }

  close(): void {
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

/** Searches with one pair of packages in this process. */
export class ProgramSearch {
  readonly #packages: Packages
  readonly #grounds: Grounds
  readonly #family: Family
  /** How often each rule has explained a difference. */
  readonly explained = new Map<string, number>()

  constructor(packages: Packages, network: number, family: Family = 'pipeline') {
    this.#packages = packages
    this.#family = family
    this.#grounds = new Grounds(network)
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
        const difference = await this.#confirmed(FAMILIES[this.#family](seed))
        if (difference === undefined) continue
        found.push(difference)
        told?.(seed, difference)
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
      const results = await Promise.all(candidates.map(program => this.#confirmed(program)))
      const next = results.findLast(result => result !== undefined)
      if (next === undefined) return smallest
      smallest = next
    }
  }

  close(): void {
    this.#grounds.close()
  }

  async #confirmed(program: Program): Promise<Difference | undefined> {
    let last: Difference | undefined
    for (const pauseMs of PAUSES_MS) {
      const { native, ours } = this.#packages
      const [expected, actual] = await Promise.all([
        actOut(program, native, this.#grounds.next(), pauseMs),
        actOut(program, ours, this.#grounds.next(), pauseMs),
      ])
      if (expected.join('\n') === actual.join('\n')) return undefined
      last = { program, native: expected, ours: actual }
    }
    const rule = last === undefined ? undefined : explain(last)
    if (rule === undefined) return last
    this.explained.set(rule, (this.explained.get(rule) ?? 0) + 1)
    return undefined
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
