// A run in a few lines for people. Text only.
import { plural } from '../../lib/dissect/field.js'
import type { ProducerResult } from '../../lib/gate/run/producer-contract.js'
import type { ConsumerEnd } from './consumer-process.js'
import { describeEngine } from './engines.js'

/** Milliseconds as seconds with two digits. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

/** How a producer's run went. */
export function producerSummary(result: ProducerResult): string[] {
  const { outcome, phase, sent, quits, events, durationMs, gate, engine, engineVersion } = result
  const seen = Object.entries(events).map(([name, count]) => `${name} ${count}`)
  const end = outcome === 'stopped' ? outcome : `${outcome} while ${phase}`
  return [
    `producer ${end}: ${plural(sent, 'message')} and ${plural(quits, 'Quit')} sent in ${seconds(durationMs)}`,
    `policy of the gate: ${gate}; engine ${describeEngine(engine, engineVersion)}`,
    `events: ${seen.length === 0 ? 'none' : seen.join(', ')}`,
  ]
}

/** Which option gives more time, by the code of an end. */
const PATIENCE: Readonly<Record<string, string>> = {
  ERR_CONSUMERS_MISSING: '--wait-timeout',
  ERR_MESSAGE_NOT_TAKEN: '--send-timeout',
  ERR_CONSUMERS_STILL_LIVE: '--drain-timeout',
}

/** The reason of an end that was not as planned, with the option that would have given more time. */
export function complaint(end: Pick<ProducerResult, 'code' | 'reason'>): string | undefined {
  const option = PATIENCE[end.code ?? '']
  if (end.reason === undefined || option === undefined) return end.reason
  return `${end.reason} (${option} gives more time)`
}

/** What became of one consumer. */
export function consumerSummary(end: ConsumerEnd): string {
  const got = `${plural(end.received.length, 'message')}, ${plural(end.quits, 'Quit')}`
  return `consumer ${end.id}: ${got}${troubleOf(end)}`
}

function troubleOf(end: ConsumerEnd): string {
  const trouble = consumerTrouble(end)
  return trouble === undefined ? '' : `; ${trouble}`
}

/** What went wrong with a consumer; undefined if nothing did. */
export function consumerTrouble(end: ConsumerEnd): string | undefined {
  const { exitCode, signal, outcome, reason } = end
  if (signal !== undefined) return `killed by ${signal}`
  if (exitCode === 0) return undefined
  if (outcome === 'aborted') return 'told to stop'
  if (reason !== undefined) return reason
  return `its process ended with exit code ${exitCode}`
}

/** The engines of a run's consumers, as far as these could say. */
export function consumerEngines(ends: readonly ConsumerEnd[]): string[] {
  const names = ends.flatMap(({ engine, engineVersion }) =>
    engine === undefined || engineVersion === undefined
      ? []
      : [describeEngine(engine, engineVersion)],
  )
  return [...new Set(names)]
}
