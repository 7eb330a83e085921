// Throughput: messages a second from a PUSH to a PULL, each in its own process (inproc: in one).
import {
  calibrated,
  contenders,
  timeInproc,
  timeStream,
  type Contender,
  perSecond,
} from '../stream.js'
import { CONTENDERS, type Group, type Setting, type Trial } from '../trial.js'
import { sizeText } from '../report.js'

export const SIZES = [16, 256, 4096, 65_536, 1_048_576] as const
const QUICK_SIZES = [16, 4096, 65_536] as const

/** The first run of a contender is to move about this number of bytes, and at most this number of messages. */
const FIRST_BYTES = 64 * 1024 * 1024
const FIRST_MESSAGES = 50_000

/** Which contenders can do inproc: node:net has none, and one C thread would measure nothing. */
const INPROC = new Set<string>([CONTENDERS.ours, CONTENDERS.batch, CONTENDERS.zeromqJs])

/** PUSH to PULL over tcp, ipc and inproc. */
export function throughput(setting: Setting): Group {
  const all = contenders(setting)
  const sizes = setting.isQuick ? QUICK_SIZES : SIZES
  const transports = setting.isQuick ? (['tcp'] as const) : (['tcp', 'ipc', 'inproc'] as const)
  const trials = transports.flatMap(transport =>
    sizes.flatMap(size =>
      all
        .filter(({ name }) => transport !== 'inproc' || INPROC.has(name))
        .map(contender => streamTrial(setting, contender, transport, size)),
    ),
  )
  return {
    name: 'throughput',
    title: 'Throughput, PUSH to PULL',
    unit: 'messages/s',
    isMoreBetter: true,
    trials,
  }
}

/** One contender's PUSH to its PULL. */
export function streamTrial(
  setting: Setting,
  contender: Contender,
  transport: 'tcp' | 'ipc' | 'inproc',
  size: number,
): Trial {
  const firstCount = Math.min(FIRST_MESSAGES, Math.ceil(FIRST_BYTES / size))
  return calibrated(setting, {
    subject: `${transport}, ${sizeText(size)}`,
    contender,
    firstCount: firstCount,
    time: (warmUp, count) =>
      transport === 'inproc'
        ? timeInproc(contender, size, warmUp, count)
        : timeStream(contender, transport, size, warmUp, count),
    figure: perSecond,
  })
}
