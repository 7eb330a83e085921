// Opens a socket, monitors it, and shows its events as they come, decoded from their raw parts.
import { systemClock } from '../../lib/clock.js'
import { CaptureRecorder } from '../../lib/capture/index.js'
import type { Engine, EngineSocket, MonitorReader } from '../../lib/engine.js'
import { exitCodeOf } from '../../lib/gate/article/report.js'
import { socketOptions } from '../../lib/gate/run/socket-options.js'
import { EVENTS } from '../../lib/monitor/index.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { tellLack, tellReplaced } from '../options.js'
import { interruption, type Terminal } from '../terminal.js'
import { implementationOf } from '../version.js'
import { checkFlags, type MonitorFlags, type MonitorPlan } from './plan.js'
import { EventTable } from './table.js'

/** How long the last events of a closed socket are waited for. */
const LAST_EVENTS_MS = 2000
/** Types that only send, or whose receiving has an order of its own. */
const NOT_READ: ReadonlySet<MonitorPlan['type']> = new Set(['PUSH', 'PUB', 'REQ', 'REP'])

/**
 * Runs until Ctrl-C, or for the time given.
 *
 * @returns the exit code
 * @throws UsageError with all mistakes of the command line at once
 */
export async function monitor(
  type: string,
  flags: MonitorFlags,
  terminal: Terminal,
): Promise<number> {
  const plan = checkFlags(type, flags)
  const engine = plan.engine === 'native' ? await nativeEngine() : typescriptEngine()
  const recorder = startRecorder(plan, engine, terminal)
  try {
    return await watch(engine, plan, terminal, recorder)
  } finally {
    await engine.close()
    if (recorder !== undefined) tellLack(String(plan.capture), recorder.close(), terminal)
  }
}

function startRecorder(
  plan: MonitorPlan,
  engine: Engine,
  terminal: Terminal,
): CaptureRecorder | undefined {
  if (plan.capture === undefined) return undefined
  tellReplaced(plan.capture, terminal)
  return new CaptureRecorder(plan.capture, {
    clock: systemClock,
    ...implementationOf(engine),
    ...(plan.captureLimit !== undefined && { sizeLimit: plan.captureLimit }),
    source: `rawzmq monitor ${plan.type}`,
  })
}

async function watch(
  engine: Engine,
  plan: MonitorPlan,
  terminal: Terminal,
  recorder: CaptureRecorder | undefined,
): Promise<number> {
  const socket = openSocket(engine, plan)
  const reader = socket.monitor({ version: plan.eventVersion })
  const table = new EventTable(terminal, plan)
  const reading = readEvents(reader, parts => {
    const at = systemClock.now()
    recorder?.write({ kind: 'monitor', at, socket: plan.type, version: plan.eventVersion, parts })
    return table.row(parts, systemClock.epochMs())
  })
  const discarding = NOT_READ.has(plan.type) ? undefined : discard(socket)
  const failure = await attach(socket, plan, terminal)
  if (failure === undefined) await waitFor(plan.forMs, terminal.signal)
  socket.close()
  // MONITOR_STOPPED is the last; a socket that cannot say it must not hold us.
  const enough = new AbortController()
  await Promise.race([reading, waitFor(LAST_EVENTS_MS, enough.signal)])
  enough.abort()
  reader.close()
  const messages = await discarding
  if (messages !== undefined && messages > 0) {
    terminal.err(`rawzmq: ${messages} messages came and were thrown away\n`)
  }
  const outcome = failure === undefined ? 'stopped' : 'failed'
  return interruption(terminal) ?? exitCodeOf({ outcome, code: failure?.code })
}

function openSocket(engine: Engine, { type, binds, connects }: MonitorPlan): EngineSocket {
  return engine.socket(type, socketOptions(...binds, ...connects))
}

/** Binds and connects. Events of a failed bind are worth to be seen, so it is no exception. */
async function attach(
  socket: EngineSocket,
  { binds, connects }: MonitorPlan,
  terminal: Terminal,
): Promise<NodeJS.ErrnoException | undefined> {
  let failure: NodeJS.ErrnoException | undefined
  for (const endpoint of binds) {
    try {
      terminal.err(`rawzmq: bound to ${await socket.bind(endpoint)}\n`)
    } catch (error) {
      failure = error as Error
      terminal.err(`rawzmq: --bind ${endpoint}: ${failure.message}\n`)
    }
  }
  for (const endpoint of connects) {
    try {
      socket.connect(endpoint)
    } catch (error) {
      failure = error as Error
      terminal.err(`rawzmq: --connect ${endpoint}: ${failure.message}\n`)
    }
  }
  return failure
}

/** Gives each event's parts to `show`, up to MONITOR_STOPPED. */
async function readEvents(
  reader: MonitorReader,
  show: (parts: Buffer[]) => { event: number | undefined; isBusy: Promise<void> | undefined },
): Promise<void> {
  try {
    for (;;) {
      const { event, isBusy } = show(await reader.receive())
      if (event === EVENTS.MONITOR_STOPPED) return
      await isBusy
    }
  } catch (error) {
    // EBADF or EAGAIN: the reader was closed, after the last events were waited for.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EBADF' && code !== 'EAGAIN') throw error
  }
}

/** Reads messages, so that a full queue does not hide the end of a connection. @returns how many */
async function discard(socket: EngineSocket): Promise<number> {
  for (let messages = 0; ; messages++) {
    try {
      await socket.receive()
    } catch {
      // The socket was closed (EBADF, EAGAIN, ETERM), or its type cannot receive now.
      return messages
    }
  }
}

function waitFor(ms: number | undefined, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    // The timer holds the process: there may be nothing else that does.
    const timer = setTimeout(done, Math.min(ms ?? Infinity, 2 ** 31 - 1))
    function done(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done, { once: true })
  })
}
