// The table of `monitor`: a row an event, as it comes. Widths are fixed, since nobody knows what follows.
import { once } from 'node:events'
import { dissectMonitor, type MonitorItem } from '../../lib/dissect/index.js'
import { escapeText } from '../../lib/dissect/text.js'
import { describeValue } from '../../lib/monitor/index.js'
import { clockTime, isoTime } from '../decode/printer.js'
import { painter } from '../paint.js'
import type { Terminal } from '../terminal.js'
import type { MonitorPlan } from './plan.js'

const TIME_WIDTH = 12
const NUMBER_WIDTH = 7
const NAME_WIDTH = 26
const VALUE_WIDTH = 34

/** Prints events. */
export class EventTable {
  readonly #terminal: Terminal
  readonly #plan: Pick<MonitorPlan, 'isJson' | 'isRaw' | 'eventVersion'>
  #hasHead = false

  constructor(terminal: Terminal, plan: Pick<MonitorPlan, 'isJson' | 'isRaw' | 'eventVersion'>) {
    this.#terminal = terminal
    this.#plan = plan
  }

  /**
   * Prints one event.
   *
   * @returns its number; and, if the reader of the output is slow, a promise for when it has caught up
   */
  row(
    parts: readonly Buffer[],
    epochMs: number,
  ): { event: number | undefined; isBusy: Promise<void> | undefined } {
    const item = dissectMonitor(parts)
    const timeNs = BigInt(Math.round(epochMs * 1e3)) * 1000n
    if (this.#plan.isJson) this.#json(item, parts, timeNs)
    else this.#text(item, parts, timeNs)
    const { stdout, signal } = this.#terminal
    const isBusy = stdout.writableNeedDrain && !signal.aborted ? drained(stdout, signal) : undefined
    return { event: item.event, isBusy }
  }

  #json(item: MonitorItem, parts: readonly Buffer[], timeNs: bigint): void {
    const { version, event, name, values, addresses, fault } = item
    const [first = '', second] = addresses
    const row = {
      time: isoTime(timeNs),
      version,
      event,
      name,
      ...(version === 2 ? { values } : { value: values[0] }),
      meaning: meaningOf(item),
      ...(version === 2 ? { local: first, remote: second ?? '' } : { address: first }),
      parts: parts.map(part => part.toString('hex')),
      fault,
    }
    this.#terminal.out(`${JSON.stringify(row)}\n`)
  }

  #text(item: MonitorItem, parts: readonly Buffer[], timeNs: bigint): void {
    const paint = painter(this.#terminal.hasColour)
    if (!this.#hasHead) {
      this.#hasHead = true
      const addresses = this.#plan.eventVersion === 2 ? 'local → remote' : 'address'
      this.#terminal.out(`${paint('title', line('time', 'number', 'name', 'value', addresses))}\n`)
    }
    const name = item.name ?? 'unknown'
    const number = `0x${(item.event ?? 0).toString(16).padStart(4, '0')}`
    const text = line(
      clockTime(timeNs).slice(0, TIME_WIDTH),
      number,
      name,
      meaningOf(item),
      addressText(item),
    )
    const isFailure = name.includes('FAILED')
    const raw = parts.map(part => part.toString('hex') || '(empty)').join(' | ')
    const lines = [
      isFailure ? paint('fault', text) : text,
      ...(this.#plan.isRaw ? [paint('dim', `  ${raw}`)] : []),
      ...(item.fault === undefined ? [] : [paint('fault', `  ! ${item.fault}`)]),
    ]
    this.#terminal.out(`${lines.join('\n')}\n`)
  }
}

function line(time: string, number: string, name: string, value: string, address: string): string {
  return [
    time.padEnd(TIME_WIDTH),
    number.padEnd(NUMBER_WIDTH),
    name.padEnd(NAME_WIDTH),
    value.padEnd(VALUE_WIDTH),
    address,
  ]
    .join('  ')
    .trimEnd()
}

/** The value in words: `fd 31`, `EPIPE (32)`, `177 ms`; nothing where it has no meaning. */
function meaningOf({ event = 0, name, values }: MonitorItem): string {
  if (name === 'HANDSHAKE_SUCCEEDED' || name === 'MONITOR_STOPPED') return ''
  return values.map(value => describeValue(event, value)).join(', ')
}

function addressText({ version, addresses }: MonitorItem): string {
  const [first = '', second = ''] = addresses.map(escapeText)
  return version !== 2 || first + second === '' ? first : `${first} → ${second}`.trim()
}

async function drained(stdout: Terminal['stdout'], signal: AbortSignal): Promise<void> {
  try {
    await once(stdout, 'drain', { signal })
  } catch (error) {
    // Interrupted, or nobody reads any more.
    if (!signal.aborted) throw error
  }
}
