// What `rawzmq consumer` does: runs one consumer to its end and says how it ended.
import { systemClock } from '../../lib/clock.js'
import { runConsumer, type ConsumerResult } from '../../lib/gate/run/consumer.js'
import { exitCodeOf } from '../../lib/gate/article/report.js'
import { EXIT, interruption, Interruption, type Terminal } from '../terminal.js'
import { openCapture } from './capture.js'
import { describeEngine, openEngine } from './engines.js'
import { Later } from './later.js'
import { followStdin } from './stdin-orders.js'
import type { ConsumerFlags } from './options.js'
import { runOutput } from './output.js'
import { plural } from '../../lib/dissect/field.js'
import { seconds } from './summary.js'

/** The code of a consumer whose parent process has died. */
const PARENT_GONE = 'ERR_PARENT_GONE'

/** Runs `rawzmq consumer`. Resolves to the exit code. */
export async function consume(flags: ConsumerFlags, terminal: Terminal): Promise<number> {
  const output = runOutput(terminal, flags.json === true)
  const leaving = new AbortController()
  const leave = (): void => leaving.abort(new Error('asked to leave'))
  let isParentGone = false
  const meant = new Later()
  const letGo =
    flags.leaveWithStdin === true || flags.connectOnGo === true
      ? followStdin(terminal.stdin, {
          onStop: leave,
          onGo: () => meant.happen(),
          onGone: () => {
            isParentGone = true
            leave()
          },
        })
      : () => {}
  const onInterrupt = (): void => {
    // Whoever started it read its stdout too.
    const { reason } = terminal.signal
    if (flags.leaveWithStdin && reason instanceof Interruption && reason.kind === 'no-reader') {
      isParentGone = true
    }
    leave()
  }
  terminal.signal.addEventListener('abort', onInterrupt, { once: true })
  if (terminal.signal.aborted) onInterrupt()
  try {
    const engine = await openEngine(flags.engine)
    const capture = await openCapture(flags, engine, systemClock, output)
    if (flags.connectOnGo === true) output.mark('waiting')
    const ended = await runConsumer({
      engine,
      endpoint: flags.connect,
      id: flags.id,
      workMs: flags.work,
      clock: systemClock,
      signal: leaving.signal,
      timeoutMs: flags.timeout,
      ...(flags.quit !== undefined && { quitMessage: flags.quit }),
      ...(flags.connectOnGo === true && {
        connectAfter: meant.promise,
        onReady: () => output.mark('connected'),
      }),
      report: line => {
        output.line(line)
        capture.line(line)
      },
    })
    await engine.close()
    capture.close()
    const result = isParentGone && ended.outcome === 'aborted' ? withoutParent(ended) : ended
    output.result(
      { type: 'result', engine: engine.name, engineVersion: engine.version, ...result },
      [summary(result, describeEngine(engine.name, engine.version))],
    )
    if (result.outcome === 'aborted') return interruption(terminal) ?? EXIT.interrupted
    if (result.outcome !== 'stopped') output.complain(`consumer ${flags.id}: ${result.reason}`)
    return isParentGone && result.outcome === 'failed' ? EXIT.unreachable : exitCodeOf(result)
  } finally {
    terminal.signal.removeEventListener('abort', onInterrupt)
    letGo()
  }
}

function withoutParent(result: ConsumerResult): ConsumerResult {
  const reason = 'the process that started it has ended (its stdin is closed)'
  return { ...result, outcome: 'failed', code: PARENT_GONE, reason }
}

function summary({ id, sequence, quits, outcome, durationMs }: ConsumerResult, engine: string) {
  const got = `${plural(sequence.numbered, 'message')}, ${plural(quits, 'Quit')}`
  return `consumer ${id} ${outcome}: ${got} in ${seconds(durationMs)}; engine ${engine}`
}
