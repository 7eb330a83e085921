// Prints what a dissector gives: as lines for people, or as one JSON object a line. Holds back whoever
// feeds it while the reader of the output is slower.
import { once } from 'node:events'
import {
  itemToJson,
  renderFields,
  type Item,
  type Note,
  type Paint,
  type Side,
} from '../../lib/dissect/index.js'
import { painter } from '../paint.js'
import type { Terminal } from '../terminal.js'

/** How to print. */
export interface PrinterOptions {
  readonly isJson?: boolean
  /** One line an item, without its fields. */
  readonly isBrief?: boolean
  /** Bytes of a field shown in hex. */
  readonly bytesShown?: number
}

/** Where something was seen, beside its offset. */
export interface Place {
  /** Nanoseconds since the Unix epoch. */
  readonly timeNs?: bigint
  /** A connection's number or name. */
  readonly connection?: number | string
  /** A monitored socket's name. */
  readonly socket?: string
  /** Further fields for JSON. */
  readonly fields?: Readonly<Record<string, unknown>>
}

const ARROWS: Readonly<Record<Side, string>> = { connecting: '→', binding: '←' }

/** Prints items and states. */
export class Printer {
  readonly #terminal: Terminal
  readonly #options: PrinterOptions
  readonly #paint: Paint
  #faults = 0
  #items = 0

  constructor(terminal: Terminal, options: PrinterOptions) {
    this.#terminal = terminal
    this.#options = options
    this.#paint = painter(terminal.hasColour && options.isJson !== true)
  }

  /** Items that had a fault. */
  get faults(): number {
    return this.#faults
  }

  /** Items printed. */
  get items(): number {
    return this.#items
  }

  /** Prints what was seen on a connection. */
  note(note: Note, place: Place = {}): void {
    if (note.kind === 'item') this.item(note.item, place, note.side)
    else this.line('state', note.words, place)
  }

  /** Prints one item. */
  item(item: Item, place: Place = {}, side?: Side): void {
    this.#items++
    if (item.fault !== undefined) this.#faults++
    if (this.#options.isJson === true) {
      this.#json({ ...jsonPlace(place), ...(side !== undefined && { side }), ...itemToJson(item) })
      return
    }
    const paint = this.#paint
    const arrow = side === undefined ? '' : `${ARROWS[side]} `
    const offset = item.kind === 'monitor' ? '' : `@${item.offset} `
    const size = paint('dim', `  [${item.size} bytes]`)
    const lines = [`${this.#prefix(place)}${arrow}${offset}${paint('title', item.summary)}${size}`]
    if (this.#options.isBrief !== true) {
      const { bytesShown } = this.#options
      lines.push(
        ...renderFields(item.fields, { paint, ...(bytesShown !== undefined && { bytesShown }) }),
      )
    }
    if (item.fault !== undefined) lines.push(paint('fault', `  ! ${item.fault}`))
    this.#terminal.out(`${lines.join('\n')}\n`)
  }

  /** Prints a line that is no item: a state, a remark. */
  line(kind: string, words: string, place: Place = {}): void {
    if (this.#options.isJson === true) this.#json({ ...jsonPlace(place), kind, words })
    else this.#terminal.out(`${this.#prefix(place)}${this.#paint('title', `= ${words}`)}\n`)
  }

  /** Prints what is wrong with the input itself. */
  fault(words: string, place: Place = {}): void {
    this.#faults++
    if (this.#options.isJson === true) this.#json({ ...jsonPlace(place), kind: 'fault', words })
    else this.#terminal.out(`${this.#prefix(place)}${this.#paint('fault', `! ${words}`)}\n`)
  }

  /** True if the reader of the output is slower than we are. */
  get isBusy(): boolean {
    return this.#terminal.stdout.writableNeedDrain
  }

  /** Resolves when the output takes more. */
  async ready(): Promise<void> {
    const { stdout, signal } = this.#terminal
    if (!stdout.writableNeedDrain || signal.aborted) return
    try {
      await once(stdout, 'drain', { signal })
    } catch (error) {
      // Interrupted, or nobody reads any more: the terminal's signal says so to the command.
      if (!signal.aborted) throw error
    }
  }

  #prefix({ timeNs, connection, socket }: Place): string {
    const words = [
      timeNs === undefined ? '' : clockTime(timeNs),
      connection === undefined ? '' : `#${connection}`,
      socket === undefined ? '' : `${socket}:`,
    ].filter(word => word !== '')
    return words.length === 0 ? '' : `${this.#paint('dim', words.join(' '))} `
  }

  #json(row: Record<string, unknown>): void {
    this.#terminal.out(`${JSON.stringify(row)}\n`)
  }
}

function jsonPlace({ timeNs, connection, socket, fields }: Place): Record<string, unknown> {
  return {
    ...(timeNs !== undefined && { time: isoTime(timeNs) }),
    ...(connection !== undefined && { connection }),
    ...(socket !== undefined && { socket }),
    ...fields,
  }
}

const NANOSECONDS = 1_000_000_000n
/** The last second that a Date holds. */
const SECONDS_MAX = 8_640_000_000_000n

/** The date and time in UTC with nanoseconds: `2026-11-25T01:23:45.000000000Z`. */
export function isoTime(timeNs: bigint): string {
  const fraction = ((timeNs % NANOSECONDS) + NANOSECONDS) % NANOSECONDS
  const seconds = (timeNs - fraction) / NANOSECONDS
  const isDate = seconds <= SECONDS_MAX && seconds >= -SECONDS_MAX
  const date = isDate ? new Date(Number(seconds) * 1000).toISOString().slice(0, -5) : `${seconds}s`
  return `${date}.${fraction.toString().padStart(9, '0')}Z`
}

/** The time of day in UTC with microseconds. */
export function clockTime(timeNs: bigint): string {
  const text = isoTime(timeNs)
  return text.slice(text.indexOf('T') + 1, -4)
}
