// Latency: half a round trip between two PAIRs, each in its own process, one message under way.
import { calibrated, contenders, timeRoundTrips, microseconds } from '../stream.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'
import { sizeText } from '../report.js'

const SIZES = [16, 4096] as const

/** PAIR to PAIR over tcp, and ipc when there is time. */
export function latency(setting: Setting): Group {
  const all = contenders(setting).filter(({ name }) => name !== CONTENDERS.batch)
  const transports = setting.isQuick ? (['tcp'] as const) : (['tcp', 'ipc'] as const)
  const trials = transports.flatMap(transport =>
    SIZES.flatMap(size =>
      all.map(contender =>
        calibrated(setting, {
          subject: `${transport}, ${sizeText(size)}`,
          contender,
          firstCount: 2000,
          time: (warmUp, count) => timeRoundTrips(contender, transport, size, warmUp, count),
          figure: (count, seconds) => microseconds(count, seconds) / 2,
        }),
      ),
    ),
  )
  return {
    name: 'latency',
    title: 'Latency, PAIR to PAIR, one way',
    unit: 'µs',
    isMoreBetter: false,
    trials,
  }
}
