// Measuring something that runs in this process: warmed up, then timed in slices, of which the middle
// one counts. The slices are short, so that what else the machine does spoils few of them.
import { median } from './statistics.js'

/** How long a slice is to last, about, and how many there are to be at least. */
const SLICE_MS = 10
const SLICES_MIN = 3

/** How often a second `step` can be done, `perStep` units at a time. */
export function rateOf(seconds: number, perStep: number, step: () => void): number {
  const warmUntil = performance.now() + (seconds * 1000) / 3
  do step()
  while (performance.now() < warmUntil)
  const until = performance.now() + seconds * 1000
  const rates: number[] = []
  while (rates.length < SLICES_MIN || performance.now() < until) {
    const start = performance.now()
    let steps = 0
    do {
      step()
      steps++
    } while (performance.now() - start < SLICE_MS)
    rates.push((steps * perStep) / ((performance.now() - start) / 1000))
  }
  return median(rates)
}
