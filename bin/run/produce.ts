// What `rawzmq producer` does: runs one producer to its end and says how it ended.
import { systemClock } from '../../lib/clock.js'
import { UsageError } from '../../lib/errors.js'
import {
  runProducer,
  type ConsumerRange,
  type ProducerOptions,
} from '../../lib/gate/run/producer.js'
import type { PhaseTimes } from '../../lib/gate/machine/state.js'
import { exitCodeOf, type RunLine } from '../../lib/gate/article/report.js'
import { interruption, type Terminal } from '../terminal.js'
import { openCapture, type RunCapture } from './capture.js'
import { openEngine } from './engines.js'
import type { LoneProducerFlags, ProducerFlags } from './options.js'
import { runOutput, type RunOutput } from './output.js'
import { complaint, producerSummary } from './summary.js'

/** Runs `rawzmq producer`. Resolves to the exit code. */
export async function produce(flags: LoneProducerFlags, terminal: Terminal): Promise<number> {
  const output = runOutput(terminal, flags.json === true)
  const engine = await openEngine(flags.engine)
  const capture = await openCapture(flags, engine, systemClock, output)
  const result = await runProducer({
    ...fromFlags(flags, output, capture),
    engine,
    endpoint: flags.bind,
    consumers: consumersOf(flags),
    id: flags.id,
    signal: terminal.signal,
    onBound: endpoint => output.bound(endpoint),
  })
  await engine.close()
  capture.close()
  output.result({ type: 'result', ...result }, producerSummary(result))
  const reason = complaint(result)
  if (reason !== undefined) output.complain(reason)
  return result.outcome === 'aborted'
    ? (interruption(terminal) ?? exitCodeOf(result))
    : exitCodeOf(result)
}

/** The part of a producer's options that comes from the command line. `report` takes both sides' lines. */
export interface FlagOptions extends Pick<
  ProducerOptions,
  | 'times'
  | 'intervalMs'
  | 'policy'
  | 'timeoutMs'
  | 'clock'
  | 'notice'
  | 'record'
  | 'late'
  | 'onLost'
  | 'events'
  | 'quitMessage'
> {
  readonly report: (line: RunLine) => void
}

/** What a producer is given whoever runs it. */
export function fromFlags(
  flags: ProducerFlags,
  output: RunOutput,
  capture: RunCapture,
): FlagOptions {
  return {
    times: flags.times,
    intervalMs: flags.interval,
    policy: flags.gate,
    timeoutMs: timesOf(flags),
    ...(flags.late !== undefined && { late: flags.late }),
    ...(flags.onLost !== undefined && { onLost: flags.onLost }),
    ...(flags.mask !== undefined && { events: flags.mask }),
    ...(flags.quit !== undefined && { quitMessage: flags.quit }),
    clock: systemClock,
    report: line => {
      output.line(line)
      capture.line(line)
    },
    record: row => capture.record(row),
    notice: notice => output.notice(notice),
  }
}

/**
 * How many consumers are waited for.
 *
 * @throws UsageError if fewer were wanted than will do
 */
export function consumersOf({
  consumers,
  minConsumers,
}: {
  readonly consumers: number
  readonly minConsumers?: number
}): number | ConsumerRange {
  if (minConsumers === undefined) return consumers
  if (minConsumers > consumers) {
    throw new UsageError(
      `--min-consumers must not be above --consumers, but ${minConsumers} > ${consumers}`,
    )
  }
  return { min: minConsumers, max: consumers }
}

function timesOf(flags: ProducerFlags): PhaseTimes {
  const { timeout, gate, waitTimeout = timeout, drainTimeout = timeout } = flags
  // The article has no patience of its own: its watchdog looks at every phase.
  const { sendTimeout = gate === 'article' ? timeout : Infinity } = flags
  return { waiting: waitTimeout, open: sendTimeout, draining: drainTimeout }
}
