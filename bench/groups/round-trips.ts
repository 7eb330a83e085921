// Round trips of those patterns that ask and answer, each side in its own process, one message under way for each who
// asks.
import { calibrated, timeRoundTrips, zeromqContenders, microseconds } from '../stream.js'
import type { Group, Setting } from '../trial.js'

const SIZE = 16

const SUBJECTS = [
  { subject: 'REQ to REP', api: 'request', peers: 1 },
  { subject: 'DEALER to ROUTER', api: 'dealer', peers: 1 },
  { subject: '100 DEALERs to ROUTER', api: 'dealer', peers: 100 },
] as const

/** REQ to REP and DEALER to ROUTER, over tcp. */
export function roundTrips(setting: Setting): Group {
  const trials = SUBJECTS.flatMap(({ subject, api, peers }) =>
    zeromqContenders(setting).map(contender =>
      calibrated(setting, {
        subject,
        contender,
        firstCount: 2000,
        time: (warmUp, count) =>
          timeRoundTrips({ ...contender, api }, 'tcp', SIZE, warmUp, count, { peers }),
        figure: microseconds,
      }),
    ),
  )
  return {
    name: 'round trips',
    title: 'Round trips of 16 B over tcp, there and back',
    unit: 'µs',
    isMoreBetter: false,
    trials,
  }
}
