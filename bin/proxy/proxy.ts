// A proxy between two ZMTP peers: accepts connections, dials the other side for each, and watches.
import { plural } from '../../lib/dissect/field.js'
import { keepProcessAlive, systemClock } from '../../lib/clock.js'
import { UsageError } from '../../lib/errors.js'
import { Printer } from '../decode/printer.js'
import { openKeyLog } from '../key-log-file.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import { dial, isSamePlace, listen, placeOf } from './ends.js'
import type { Faults } from './pump.js'
import { ProxyRecord } from './record.js'
import { Relay } from './relay.js'

/** What the command line says. */
export interface ProxyFlags {
  readonly listen: string
  readonly to: string
  readonly capture?: string
  readonly captureLimit?: number
  readonly pcap?: string
  readonly keylog?: string
  readonly delay?: number
  readonly split?: number
  readonly cutAfter?: number
  readonly bytes: number
  readonly full?: true
  readonly json?: true
}

/** Runs until it is interrupted. @returns the exit code */
export async function proxy(flags: ProxyFlags, terminal: Terminal): Promise<number> {
  const from = placeOf(flags.listen, 'listen')
  const target = placeOf(flags.to, 'to')
  if (isSamePlace(from, target)) {
    throw new UsageError(
      `--to ${flags.to}: that is --listen itself; it must be where a peer is bound`,
    )
  }
  const faults: Faults = {
    delayMs: flags.delay,
    splitBytes: flags.split,
    cutAfterBytes: flags.cutAfter,
  }
  const { signal } = terminal
  const printer = new Printer(terminal, {
    isJson: flags.json === true,
    isBrief: flags.full !== true,
    bytesShown: flags.bytes,
  })
  const source = `rawzmq proxy --listen ${flags.listen} --to ${flags.to}`
  const { capture, captureLimit, pcap } = flags
  const files = { capture, captureLimit, pcap, source }
  const record = new ProxyRecord(files, systemClock, terminal)
  const keys = await openKeyLog(flags.keylog, terminal, 'may come')
  const relays = new Set<Relay>()
  let count = 0
  try {
    const { endpoint, close } = await listen(from, {
      accepted(end) {
        const options = { faults, printer, record, timeNs: epochNs, keys }
        const relay = new Relay(++count, end, dial(target), options)
        relays.add(relay)
        relay.closed.then(() => relays.delete(relay)).catch(() => {})
      },
      acceptFailed: error => terminal.complain(error.message),
    })
    terminal.err(`rawzmq: listening on ${endpoint}, passing on to ${flags.to}\n`)
    const release = keepProcessAlive()
    await aborted(signal)
    release()
    close()
    for (const relay of relays) relay.close()
    await Promise.all([...relays].map(relay => relay.closed))
    terminal.err(`rawzmq: ${plural(count, 'connection')} passed on\n`)
  } finally {
    record.close()
  }
  return interruption(terminal) ?? EXIT.done
}

function epochNs(): bigint {
  return BigInt(Math.round(systemClock.epochMs() * 1e3)) * 1000n
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
