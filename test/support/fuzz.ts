// Runs a test for every seed, and says which seed it was that failed, and which took longest.
import type { Test } from 'tap'
import { Random } from './random.js'

/** Milliseconds of processor time that no input may take; a machine that is busy with something else does not add to it. */
export const SLOW_MS = 5000

/** Milliseconds of processor time this process has used. */
export function usedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** A subtest that gives `one` the chance of seeds 1 to `count`. */
export function fuzz(
  t: Test,
  name: string,
  count: number,
  one: (random: Random) => void | Promise<void>,
): void {
  void t.test(name, async t => {
    let slowest = 0
    let slowestSeed = 0
    for (let seed = 1; seed <= count; seed++) {
      const before = usedMs()
      try {
        await one(new Random(seed))
      } catch (error) {
        t.fail(`seed ${seed}: ${String((error as Error).stack)}`)
        return
      }
      const took = usedMs() - before
      if (took > slowest) [slowest, slowestSeed] = [took, seed]
    }
    const worst = `the slowest (seed ${slowestSeed}) took ${slowest.toFixed(1)} ms`
    t.ok(slowest < SLOW_MS, `${count} inputs, ${worst}`)
  })
}
