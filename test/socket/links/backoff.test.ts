import t from 'tap'
import { Backoff } from '../../../lib/socket/links/backoff.js'

/** Interval, maximum, what random gives, and the waits. The first three rows were seen with libzmq. */
const ROWS: [interval: number, maximum: number, random: number, waits: (number | undefined)[]][] = [
  [50, 400, 0.5, [50, 100, 200, 400, 400]],
  [50, 20, 0.5, [20, 20, 20]],
  [20, 1000, 0.5, [20, 40, 80, 160, 320, 640, 1000, 1000]],
  [100, 0, 0, [100, 100]],
  [100, 0, 0.77, [177, 177]],
  [100, 0, 0.9999, [199, 199]],
  [1, 0, 0.9999, [1, 1]],
  [0, 0, 0.5, [undefined, undefined]],
  [0, 400, 0.5, [undefined]],
  [-1, 0, 0.5, [undefined]],
  [-1, 400, 0.5, [undefined]],
]

t.test('waits', async t => {
  for (const [interval, maximum, random, waits] of ROWS) {
    const backoff = new Backoff(interval, maximum, () => random)
    t.same(
      waits.map(() => backoff.next()),
      waits,
      `interval ${interval}, maximum ${maximum}, random ${random}`,
    )
  }
})
