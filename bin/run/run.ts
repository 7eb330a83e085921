// What `rawzmq run` does: a producer in this process, its consumers in others, and one result of all.
import { fileURLToPath } from 'node:url'
import { systemClock, type Clock } from '../../lib/clock.js'
import { explainArticle, formatFindings } from '../../lib/gate/article/explain.js'
import { runProducer, type ProducerResult, type RecordedRow } from '../../lib/gate/run/producer.js'
import { checkDelivery } from '../../lib/gate/article/sequence.js'
import type { Terminal } from '../terminal.js'
import { openCapture } from './capture.js'
import type { ConsumerEnd } from './consumer-process.js'
import { openEngine } from './engines.js'
import { Later } from './later.js'
import type { RunFlags } from './options.js'
import { runOutput } from './output.js'
import { consumersOf, fromFlags } from './produce.js'
import { connectInOrder, Stray } from './stray.js'
import { judge, type RunEnd } from './run-end.js'
import { complaint, consumerEngines, consumerSummary, producerSummary } from './summary.js'
import { Team } from './team.js'

const PROGRAM = fileURLToPath(new URL('../rawzmq.js', import.meta.url))

/** The program and arguments of a consumer. */
export type ConsumerCommand = (
  id: number,
  endpoint: string,
  flags: RunFlags,
) => readonly [file: string, ...args: string[]]

/** How a run's consumers are started, and how much patience it has with them. */
export interface RunProcesses {
  readonly command: ConsumerCommand
  /** How long a consumer that was told to stop may take, in milliseconds. */
  readonly stopMs: number
  /** How long a consumer may be silent after the producer's end, beside its work, in milliseconds. */
  readonly idleMs: number
  /** The producer's clock. */
  readonly clock: Clock
}

const PROCESSES: RunProcesses = {
  command: consumerCommand,
  stopMs: 2000,
  idleMs: 10_000,
  clock: systemClock,
}

/** Runs `rawzmq run`. Resolves to the exit code once everything is closed and every process reaped. */
export async function run(
  flags: RunFlags,
  terminal: Terminal,
  { command, stopMs, idleMs, clock }: RunProcesses = PROCESSES,
): Promise<number> {
  const output = runOutput(terminal, flags.json === true)
  if (flags.consumerEngine === 'native' && flags.engine !== 'native') await checkNative()
  const engine = await openEngine(flags.engine)
  const capture = await openCapture(flags, engine, clock, output)
  const giveUp = new AbortController()
  const onInterrupt = (): void => giveUp.abort(terminal.signal.reason)
  terminal.signal.addEventListener('abort', onInterrupt, { once: true })
  if (terminal.signal.aborted) onInterrupt()
  let hasOpened = false
  let early: ConsumerEnd | undefined
  const strayEngine = flags.stray
    ? await openEngine(flags.consumerEngine ?? flags.engine)
    : undefined
  const stray = strayEngine === undefined ? undefined : new Stray(strayEngine, flags.endpoint)
  const producerFlags = fromFlags(flags, output, capture)
  const rows: RecordedRow[] = []
  const opened = new Later()
  const team = new Team({
    command: (id, endpoint) => command(id, endpoint, flags),
    onStart: (id, pid) => output.started(id, pid),
    onLine: producerFlags.report,
    onNoise: (id, text) => output.complain(`consumer ${id} said: ${text}`),
    // Nobody takes the place of a consumer that is gone: the gate would wait in vain.
    onEnd: end => {
      if (hasOpened || early !== undefined) return
      early = end
      giveUp.abort(new Error('a consumer is gone before the start'))
    },
    stopMs,
    idleMs: flags.work + idleMs,
    ...(flags.quit !== undefined && { quit: flags.quit }),
  })
  giveUp.signal.addEventListener('abort', () => team.stop(), { once: true })
  // The article's consumers are there before the port is; an unknown port cannot be given to them.
  const startsFirst = flags.gate === 'article' && stray === undefined && !isWildcard(flags.endpoint)
  let producer: ProducerResult | undefined
  let consumers: readonly ConsumerEnd[] = []
  try {
    if (startsFirst && !giveUp.signal.aborted) team.start(flags.consumers, flags.endpoint)
    producer = await runProducer({
      ...producerFlags,
      clock,
      engine,
      endpoint: flags.endpoint,
      consumers: consumersOf(flags),
      signal: giveUp.signal,
      record: row => {
        if (flags.gate === 'article' && row.kind !== 'monitor') rows.push(row)
        producerFlags.record?.(row)
      },
      report: line => {
        if (line.kind === 'start') {
          hasOpened = true
          opened.happen()
        }
        producerFlags.report(line)
      },
      onBound: endpoint => {
        output.bound(endpoint)
        if (!startsFirst) team.start(flags.consumers, endpoint)
        if (stray === undefined) return
        const { consumers: count } = flags
        connectInOrder(team, stray, { endpoint, consumers: count, opened: opened.promise }).catch(
          (error: unknown) => giveUp.abort(error),
        )
      },
    })
  } finally {
    hasOpened = true
    if (producer?.outcome !== 'stopped') team.stop()
    opened.happen()
    consumers = await team.settle()
    await engine.close()
    stray?.close()
    await strayEngine?.close()
    capture.close()
    terminal.signal.removeEventListener('abort', onInterrupt)
  }
  const end = judge({ producer, consumers, early, terminal })
  const findings = explainArticle(rows, consumers)
  const result = {
    ...toResult(flags, producer, consumers, end),
    ...(stray !== undefined && { strayReceived: stray.received }),
    ...(flags.gate === 'article' && { explain: findings }),
  }
  output.result(result, [
    ...consumers.map(consumerSummary),
    ...producerSummary({ ...producer, outcome: end.outcome }),
    ...consumerEngines(consumers).map(text => `consumers' engine ${text}`),
    ...(findings.length === 0 ? [] : ["what the article's loop missed:"]),
    ...formatFindings(findings),
  ])
  const reason = complaint(end)
  if (reason !== undefined) output.complain(reason)
  return end.exitCode
}

/** The result line of a run. */
function toResult(
  flags: RunFlags,
  producer: ProducerResult,
  consumers: readonly ConsumerEnd[],
  { exitCode, ...end }: RunEnd,
): object {
  const { engine, engineVersion, gate, endpoint, ...rest } = producer
  const { missing, duplicates } = checkDelivery(producer.sent, consumers)
  return {
    type: 'result',
    engine,
    engineVersion,
    consumerEngine: flags.consumerEngine ?? flags.engine,
    gate,
    endpoint,
    consumers,
    ...rest,
    ...end,
    missing,
    duplicates,
    exitCode,
  }
}

function consumerCommand(
  id: number,
  endpoint: string,
  flags: RunFlags,
): readonly [file: string, ...args: string[]] {
  const { consumerEngine = flags.engine, work } = flags
  // They wait as long as the producer lives: it is the producer that gives up, and tells them.
  const waits = [
    '--timeout',
    '0',
    '--leave-with-stdin',
    '--json',
    ...(flags.quit === undefined ? [] : ['--quit', flags.quit]),
    ...(flags.stray === true ? ['--connect-on-go'] : []),
  ]
  const task = ['--connect', endpoint, '--id', String(id), '--work', String(work)]
  return [process.execPath, PROGRAM, 'consumer', ...task, '--engine', consumerEngine, ...waits]
}

/** Says once, and before anything is started, what every consumer would say. */
async function checkNative(): Promise<void> {
  const { loadLibrary } = await import('../../lib/native/library.js')
  loadLibrary()
}

function isWildcard(endpoint: string): boolean {
  return /^ipc:\/\/\*$|:(\*|0)$/.test(endpoint)
}
