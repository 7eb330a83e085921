// Latency: half a round trip between two PAIRs, each in its own process, one message under way.
import { calibrated, contenders, timeRoundTrips } from '../stream.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'
import { sizeText } from '../report.js'

const SIZES = [16, 4096] as const

/** PAIR to PAIR over tcp, and ipc when there is time. */
export function latency(setting: Setting): Group {
  const all = contenders(setting).filter(({ name }) => name !== CONTENDERS.batch)
  const transports = setting.isQuick ? (['tcp'] as const) : (['tcp', 'ipc'] as const)
  const trials = transports.flatMap(transport =>
    SIZES.flatMap(size =>
      all.map(contender => {
        const measured = calibrated(setting, 2000, (warmUp, count) =>
          timeRoundTrips(contender, transport, size, warmUp, count),
        )
        return {
          subject: `${transport}, ${sizeText(size)}`,
          contender: contender.name,
          prepare: measured.prepare,
          async run() {
            const { count, seconds } = await measured.run()
            return (seconds / count / 2) * 1e6
          },
        }
      }),
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
