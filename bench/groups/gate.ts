// The gate: steps a second over whole runs that are rehearsed in memory, from 10 to 10,000 peers.
import { rehearse } from '../../lib/gate/index.js'
import { rateOf } from '../timing.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'

/** Messages of each rehearsed run. */
const MESSAGES = 1000

export const GATE_PEERS = [10, 100, 1000, 10_000] as const

/** Steps a second in a run with so many peers. */
export function gateRate(seconds: number, peers: number): number {
  const { steps } = rehearse(peers, MESSAGES)
  return rateOf(seconds, steps, () => {
    rehearse(peers, MESSAGES)
  })
}

/** Steps a second by the number of peers. */
export function gate({ seconds }: Setting): Group {
  return {
    name: 'gate',
    title: 'Steps of the gate, whole runs in memory',
    unit: 'steps/s',
    isMoreBetter: true,
    trials: GATE_PEERS.map(peers => ({
      subject: `${peers} peers`,
      contender: CONTENDERS.ours,
      run: () => Promise.resolve(gateRate(seconds, peers)),
    })),
  }
}
