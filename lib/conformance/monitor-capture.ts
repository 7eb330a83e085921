// A capture's monitor events, socket by socket, against the legal orders. Pure: it is handed the rows.
import type { CaptureRow, MonitorRow } from '../capture/format.js'
import {
  type ByteOrder,
  decodeMonitorEvent,
  type MonitorEvent,
  MonitorFormatError,
} from '../monitor/codec.js'
import { describeValue, EVENTS } from '../monitor/events.js'
import { MonitorOrder, type OrderFault } from './monitor-order.js'

/** What is known of the monitors in a capture. */
export interface CaptureOrderOptions {
  /** The events they were asked for; if undefined, all, unless no event of a beginning is there. */
  readonly mask?: number | undefined
  /** True if they were not on from the beginning. */
  readonly isLate: boolean
}

/** The first illegal step of a monitor. */
export interface IllegalStep extends OrderFault {
  /** Its row in the file; the header is row 1. */
  readonly row: number
  /** When it came, as the row says. */
  readonly at: number
  /** Which of this monitor's events it is, from 1. */
  readonly number: number
  /** The event with value and addresses. */
  readonly event: string
}

/** What one monitor came to. */
export interface MonitorJudgement {
  readonly socket: string
  readonly version: 1 | 2
  readonly events: number
  /** True if only some events seem to have been asked for: then order cannot be judged, only form. */
  readonly isMasked: boolean
  readonly illegal?: IllegalStep
}

interface Monitor {
  readonly socket: string
  readonly version: 1 | 2
  readonly steps: { readonly row: number; readonly source: MonitorRow }[]
}

interface Surroundings {
  readonly isLinux: boolean
  /** True if the recorder was closed in order. */
  readonly isWhole: boolean
}

/** Another monitor may follow one that was stopped; but it would have been stopped as well. */
const AFTER_THE_LAST: OrderFault = {
  rule: 'MONITOR_STOPPED was the last event, and no further monitor was stopped',
  allowed: [],
}

/** Events with which something begins: a full monitor of a socket that does anything has one of them. */
const BEGINNINGS =
  EVENTS.LISTENING |
  EVENTS.BIND_FAILED |
  EVENTS.ACCEPTED |
  EVENTS.ACCEPT_FAILED |
  EVENTS.CONNECT_DELAYED |
  EVENTS.CONNECT_RETRIED |
  EVENTS.CONNECTED |
  EVENTS.CLOSED

/** Judges every monitor of a capture, in the order in which they begin. */
export async function judgeMonitors(
  rows: AsyncIterable<CaptureRow> | Iterable<CaptureRow>,
  options: CaptureOrderOptions,
): Promise<readonly MonitorJudgement[]> {
  const monitors = new Map<string, Monitor>()
  let order: ByteOrder | undefined
  let isLinux = true
  let isWhole = false
  let row = 0
  for await (const source of rows) {
    row++
    if (source.kind === 'header') {
      order = source.byteOrder
      isLinux = source.platform.startsWith('linux')
    }
    if (source.kind === 'end') isWhole = true
    if (source.kind !== 'monitor') continue
    const { socket, version } = source
    const key = `${version} ${socket}`
    const monitor = monitors.get(key) ?? { socket, version, steps: [] }
    monitors.set(key, monitor)
    monitor.steps.push({ row, source })
  }
  return [...monitors.values()].map(monitor =>
    judge(monitor, { ...options, isLinux, isWhole }, order),
  )
}

function judge(
  { socket, version, steps }: Monitor,
  { mask, isLate, isLinux, isWhole }: CaptureOrderOptions & Surroundings,
  byteOrder: ByteOrder | undefined,
): MonitorJudgement {
  const events = steps.map(({ source }) => decode(source, byteOrder))
  const seen = events.reduce(
    (bits, event) => (typeof event === 'string' ? bits : bits | event.event),
    0,
  )
  const isMasked =
    mask === undefined && (seen & BEGINNINGS) === 0 && seen !== EVENTS.MONITOR_STOPPED
  const assumed = isMasked ? seen : mask
  const machine = new MonitorOrder({
    isLate,
    isLinux,
    ...(assumed === undefined ? {} : { mask: assumed }),
  })
  const lastStop = events.findLastIndex(
    event => typeof event !== 'string' && event.name === 'MONITOR_STOPPED',
  )
  const end = isWhole && lastStop >= 0 ? lastStop : events.length
  const base = { socket, version, events: steps.length, isMasked }
  for (const [index, event] of events.entries()) {
    const fault =
      index > end
        ? AFTER_THE_LAST
        : typeof event === 'string'
          ? { rule: event, allowed: [] }
          : machine.next(event)
    const step = steps[index]
    if (fault === undefined || step === undefined) continue
    const text = typeof event === 'string' ? 'no event' : describe(event)
    const { row, source } = step
    return { ...base, illegal: { row, at: source.at, number: index + 1, event: text, ...fault } }
  }
  return base
}

/** The event, or what is wrong with its parts. */
function decode(
  { parts, version }: MonitorRow,
  order: ByteOrder | undefined,
): MonitorEvent | string {
  try {
    const event = decodeMonitorEvent(parts, order)
    return event.version === version ? event : `its parts are those of version ${event.version}`
  } catch (error) {
    if (error instanceof MonitorFormatError) return error.message
    throw error
  }
}

/** An event in one line: name, value, addresses. */
function describe(event: MonitorEvent): string {
  const { name = `event 0x${event.event.toString(16)}`, version, local, remote, address } = event
  const value =
    event.values.length === 1 ? describeValue(event.event, event.value) : event.values.join(', ')
  const places =
    version === 1 ? JSON.stringify(address) : `${JSON.stringify(local)} ${JSON.stringify(remote)}`
  return `${name}, ${value}, ${places}`
}
