// Growth: ten times as much must not cost more than ten times as much. Each figure is the cost of a unit
// at ten times the quantity, as a multiple of its cost at the quantity itself; 1 is straight. Subscriptions grow
// a hundred thousand times.
import { contenders, timeMatching, timeStream } from '../stream.js'
import { CONTENDERS, type Group, type Setting, type Trial } from '../trial.js'
import { gateRate } from './gate.js'

/** Growth of this package alone. */
export function growth(setting: Setting): Group {
  const ours = contenders(setting).find(({ name }) => name === CONTENDERS.ours)
  if (ours === undefined) throw new Error('we are missing')
  const secondsFor = (size: number, count: number): Promise<number> =>
    timeStream(ours, 'tcp', size, Math.ceil(count / 3), count)
  const messages = setting.isQuick ? 100_000 : 300_000
  const gateSeconds = setting.seconds / 4
  return {
    name: 'growth',
    title: 'Cost of a unit when there is ten times as much',
    unit: '×',
    isMoreBetter: false,
    trials: [
      trial(`messages of 16 B: ${messages} and ${messages * 10}`, async () => {
        const few = await secondsFor(16, messages)
        return (await secondsFor(16, messages * 10)) / few / 10
      }),
      trial('bytes of a message: 100 kB and 1 MB', async () => {
        const few = await secondsFor(100_000, 2000)
        return (await secondsFor(1_000_000, 2000)) / few / 10
      }),
      trial('peers at the gate: 1000 and 10000', () =>
        Promise.resolve(gateRate(gateSeconds, 1000) / gateRate(gateSeconds, 10_000)),
      ),
      trial('subscriptions that a message is held against: 10 and 1000000', async () => {
        // As many as take about a second: where it is over sooner, the end of a collection of the million is in it.
        const few = await timeMatching(ours, 10, messages, messages * 4)
        return (await timeMatching(ours, 1_000_000, messages, messages * 4)) / few
      }),
    ],
  }
}

function trial(subject: string, run: () => Promise<number>): Trial {
  return { subject, contender: CONTENDERS.ours, run }
}
