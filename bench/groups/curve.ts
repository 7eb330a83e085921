// CURVE: sealed messages a second from a PUSH to a PULL; and connections a second, each with a handshake, a request and
// its answer.
import {
  calibrated,
  timeRoundTrips,
  zeromqContenders,
  type Contender,
  perSecond,
} from '../stream.js'
import type { Group, Setting } from '../trial.js'
import { streamTrial } from './throughput.js'

const SIZES = [16, 256, 4096, 65_536] as const
const QUICK_SIZES = [16, 256] as const
/** Connections under way at a time: so many that both processes have something to do. */
const AT_A_TIME = 16

const sealing = (setting: Setting, api: string): Contender[] =>
  zeromqContenders(setting).map(contender => ({ ...contender, api }))

/** PUSH to PULL over tcp, sealed. */
export function curve(setting: Setting): Group {
  const trials = (setting.isQuick ? QUICK_SIZES : SIZES).flatMap(size =>
    sealing(setting, 'curve').map(contender => streamTrial(setting, contender, 'tcp', size)),
  )
  return {
    name: 'curve',
    title: 'Throughput with CURVE, PUSH to PULL',
    unit: 'messages/s',
    isMoreBetter: true,
    trials,
  }
}

/** REQs that connect to a REP with CURVE, ask once, and go. */
export function curveConnections(setting: Setting): Group {
  const trials = sealing(setting, 'request+curve').map(contender =>
    calibrated(setting, {
      subject: `${AT_A_TIME} at a time`,
      contender,
      firstCount: 200,
      time: (warmUp, count) =>
        timeRoundTrips(contender, 'tcp', 16, warmUp, count, { peers: AT_A_TIME, job: 'greet' }),
      figure: perSecond,
    }),
  )
  return {
    name: 'curve connections',
    title: 'Connections with CURVE: handshake, one request, its answer, end',
    unit: 'connections/s',
    isMoreBetter: true,
    trials,
  }
}
