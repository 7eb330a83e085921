// What `rawzmq producer` does: runs one producer to its end and says how it ended.
import { systemClock } from '../../lib/clock.js'
import { runProducer, type ProducerOptions } from '../../lib/gate/producer.js'
import { exitCodeOf } from '../../lib/gate/report.js'
import { interruption, type Terminal } from '../terminal.js'
import { openEngine } from './engines.js'
import type { LoneProducerFlags, ProducerFlags } from './options.js'
import { runOutput, type RunOutput } from './output.js'
import { producerSummary } from './summary.js'

/** Runs `rawzmq producer`. Resolves to the exit code. */
export async function produce(flags: LoneProducerFlags, terminal: Terminal): Promise<number> {
  const output = runOutput(terminal, flags.json === true)
  const engine = await openEngine(flags.engine)
  const result = await runProducer({
    ...fromFlags(flags, output),
    engine,
    endpoint: flags.bind,
    consumers: flags.consumers,
    id: flags.id,
    signal: terminal.signal,
    onBound: endpoint => output.bound(endpoint),
  })
  await engine.close()
  output.result({ type: 'result', ...result }, producerSummary(result))
  if (result.reason !== undefined) output.complain(result.reason)
  return result.outcome === 'aborted'
    ? (interruption(terminal) ?? exitCodeOf(result))
    : exitCodeOf(result)
}

/** What a producer is given whoever runs it. */
export function fromFlags(
  flags: ProducerFlags,
  output: RunOutput,
): Pick<
  ProducerOptions,
  'times' | 'intervalMs' | 'policy' | 'timeoutMs' | 'clock' | 'report' | 'notice'
> {
  return {
    times: flags.times,
    intervalMs: flags.interval,
    policy: flags.gate,
    timeoutMs: flags.timeout,
    clock: systemClock,
    report: line => output.line(line),
    notice: notice => output.notice(notice),
  }
}
