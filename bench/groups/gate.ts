// The gate: steps a second over whole runs that are rehearsed in memory, from 10 to 10,000 peers.
import { rehearse } from '../rehearsal.js'
import { rateOf } from '../timing.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'

export const GATE_PEERS = [10, 100, 1000, 10_000] as const

/**
 * Steps a second in a run with a number of peers, and as many messages: a message is a cheaper step than a
 * peer, so runs of different size are compared with the same mixture.
 */
export function gateRate(seconds: number, peers: number): number {
  const { steps } = rehearse(peers, peers)
  return rateOf(seconds, steps, () => {
    rehearse(peers, peers)
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
