// How a run ended, from what its producer says and what became of the consumers' processes. Pure.
import { plural } from '../../lib/dissect/field.js'
import type { ProducerResult } from '../../lib/gate/run/producer-contract.js'
import { exitCodeOf } from '../../lib/gate/article/report.js'
import { checkDelivery } from '../../lib/gate/article/sequence.js'
import type { OutcomeKind } from '../../lib/gate/machine/state.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import type { ConsumerEnd } from './consumer-process.js'
import { consumerTrouble } from './summary.js'

/** Codes of ends that only the processes show. */
export const VERDICT_CODES = {
  /** A consumer's process ended before the gate opened. */
  NOT_STARTED: 'ERR_CONSUMER_NOT_STARTED',
  /** A consumer's process died, or had to be stopped, after the gate had opened. */
  LOST: 'ERR_CONSUMER_LOST',
  /** Messages were sent that no consumer received. */
  MESSAGES_LOST: 'ERR_MESSAGES_LOST',
} as const

/** What is known at the end of a run. */
export interface Facts {
  readonly producer: ProducerResult
  readonly consumers: readonly ConsumerEnd[]
  /** The consumer that ended before the gate opened, and so ended the run. */
  readonly early: ConsumerEnd | undefined
  readonly terminal: Pick<Terminal, 'signal'>
}

/** The end of a run as a whole. */
export interface RunEnd {
  readonly outcome: OutcomeKind
  readonly code?: string
  readonly reason?: string
  readonly exitCode: number
}

/** Judges a run. */
export function judge({ producer, consumers, early, terminal }: Facts): RunEnd {
  const { outcome, code, reason } = producer
  const told = {
    outcome,
    ...(code !== undefined && { code }),
    ...(reason !== undefined && { reason }),
  }
  const interrupted = interruption(terminal)
  if (interrupted !== undefined) {
    const why = [String(terminal.signal.reason?.message), ...(reason === undefined ? [] : [reason])]
    return { ...told, reason: why.join(': '), exitCode: interrupted }
  }
  if (early !== undefined && outcome === 'aborted') {
    const why = `consumer ${early.id} is gone before the start: ${consumerTrouble(early) ?? 'it left'}`
    return {
      outcome: 'failed',
      code: VERDICT_CODES.NOT_STARTED,
      reason: why,
      exitCode: EXIT.unreachable,
    }
  }
  const exitCode = exitCodeOf(producer)
  if (outcome !== 'stopped') return { ...told, exitCode }
  const troubles = consumers.flatMap(end => {
    const trouble = consumerTrouble(end)
    return trouble === undefined ? [] : [`consumer ${end.id}: ${trouble}`]
  })
  const { missing } = checkDelivery(producer.sent, consumers)
  const lost = missing.length === 0 ? [] : [`${plural(missing.length, 'message')} reached nobody`]
  if (troubles.length > 0) {
    const all = [...troubles, ...lost].join('; ')
    return { outcome, code: VERDICT_CODES.LOST, reason: all, exitCode: EXIT.unreachable }
  }
  if (lost.length > 0 && exitCode === EXIT.done) {
    const all = lost.join()
    return { outcome, code: VERDICT_CODES.MESSAGES_LOST, reason: all, exitCode: EXIT.failed }
  }
  return { ...told, exitCode }
}
