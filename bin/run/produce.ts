// What `rawzmq producer` does: runs one producer to its end and says how it ended.
import { systemClock } from '../../lib/clock.js'
import { runProducer, type ProducerOptions } from '../../lib/gate/producer.js'
import { exitCodeOf, type RunLine } from '../../lib/gate/report.js'
import { interruption, type Terminal } from '../terminal.js'
import { openCapture, type RunCapture } from './capture.js'
import { openEngine } from './engines.js'
import type { LoneProducerFlags, ProducerFlags } from './options.js'
import { runOutput, type RunOutput } from './output.js'
import { producerSummary } from './summary.js'

/** Runs `rawzmq producer`. Resolves to the exit code. */
export async function produce(flags: LoneProducerFlags, terminal: Terminal): Promise<number> {
  const output = runOutput(terminal, flags.json === true)
  const engine = await openEngine(flags.engine)
  const capture = await openCapture(flags.capture, engine, systemClock, output)
  const result = await runProducer({
    ...fromFlags(flags, output, capture),
    engine,
    endpoint: flags.bind,
    consumers: flags.consumers,
    id: flags.id,
    signal: terminal.signal,
    onBound: endpoint => output.bound(endpoint),
  })
  await engine.close()
  capture.close()
  output.result({ type: 'result', ...result }, producerSummary(result))
  if (result.reason !== undefined) output.complain(result.reason)
  return result.outcome === 'aborted'
    ? (interruption(terminal) ?? exitCodeOf(result))
    : exitCodeOf(result)
}

/** The part of a producer's options that comes from the command line. `report` takes both sides' lines. */
export interface FlagOptions extends Pick<
  ProducerOptions,
  'times' | 'intervalMs' | 'policy' | 'timeoutMs' | 'clock' | 'notice' | 'record'
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
    timeoutMs: flags.timeout,
    clock: systemClock,
    report: line => {
      output.line(line)
      capture.line(line)
    },
    record: row => capture.record(row),
    notice: notice => output.notice(notice),
  }
}
