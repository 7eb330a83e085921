// From recorded events to rows that can be compared: descriptors, ports and folders get the name of
// their role (the first descriptor of a socket is fd1), random intervals become their range.
import { type EventName, eventName, EVENTS, valueKind } from '../monitor/events.js'
import type { LaneRules, Recorded } from './recording.js'

/** One event, ready to be compared. */
export interface Row {
  readonly name: EventName | string
  readonly value: string
  /** The address of version 1; local and remote of version 2. */
  readonly addresses: readonly string[]
}

/** How a row is printed and compared. */
export function rowText({ name, value, addresses }: Row): string {
  return [name, value, ...addresses.map(address => address || "''")].join(' ')
}

/** Ports, shared by all sockets of a run: the port one binds is the port another connects to. */
export class Ports {
  readonly #names = new Map<string, string>()
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** An address with its ports, its folder and the random part of a temporary path by role. */
  address(text: string): string {
    if (!text.startsWith('ipc://') && !text.startsWith('/')) {
      return text.replace(/:(\d+)(?=[;/]|$)/g, (whole, port: string) =>
        port === '0' ? whole : `:${this.#name(port)}`,
      )
    }
    return text.replace(this.#folder, 'DIR').replace(/(?<=\/)tmp[0-9A-Za-z]{6}(?=\/)/, 'tmpXXXXXX')
  }

  #name(port: string): string {
    const known = this.#names.get(port) ?? `port${this.#names.size + 1}`
    this.#names.set(port, known)
    return known
  }
}

const OPENING = new Set<number>([EVENTS.LISTENING, EVENTS.ACCEPTED, EVENTS.CONNECTED])
const CONNECTION = new Set<number>([EVENTS.ACCEPTED, EVENTS.CONNECTED])
const NO_DESCRIPTOR = 0xffffffff

/**
 * Descriptors of one socket. The system uses a number again once it is free, so a name lasts from the
 * event that opens a descriptor to the one that ends it; an attempt to connect has only its end.
 */
class Descriptors {
  readonly #open = new Map<number, { name: string; isConnection: boolean }>()
  #count = 0

  name(event: number, descriptor: number): string {
    if (descriptor === NO_DESCRIPTOR) return 'fd?'
    if (OPENING.has(event)) {
      const name = this.#next()
      this.#open.set(descriptor, { name, isConnection: CONNECTION.has(event) })
      return name
    }
    const known = this.#open.get(descriptor)
    if (known === undefined || known.isConnection !== (event === EVENTS.DISCONNECTED)) {
      return this.#next()
    }
    this.#open.delete(descriptor)
    return known.name
  }

  #next(): string {
    return `fd${++this.#count}`
  }
}

/** The rows of one socket's events. */
export function nameRoles(events: readonly Recorded[], rules: LaneRules, ports: Ports): Row[] {
  const descriptors = new Descriptors()
  return events.map(({ decoded }) => {
    const { event, value } = decoded
    const texts = decoded.version === 1 ? [decoded.address] : [decoded.local, decoded.remote]
    const values = decoded.values.length > 1 ? decoded.values.join(',') : undefined
    return {
      name: eventName(event) ?? `0x${event.toString(16)}`,
      value: values ?? nameValue(event, value, rules, descriptors),
      addresses: texts.map(text => ports.address(text ?? '')),
    }
  })
}

function nameValue(
  event: number,
  value: number,
  rules: LaneRules,
  descriptors: Descriptors,
): string {
  switch (valueKind(event)) {
    case 'fd':
      return descriptors.name(event, value)
    case 'milliseconds':
      return nameInterval(value, rules)
    case 'protocol-error':
      return `0x${value.toString(16)}`
    case 'errno':
    case 'status':
    case 'counts':
    case 'none':
      return String(value)
  }
}

/** Without a maximum the interval is random between once and twice RECONNECT_IVL; with one, exact. */
function nameInterval(value: number, { interval, maximum }: LaneRules): string {
  const isInRange = value >= interval && value < 2 * interval
  return maximum === 0 && isInRange ? `${interval}..${2 * interval - 1}` : String(value)
}
