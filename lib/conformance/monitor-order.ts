// Whether the monitor events of one socket come in an order that can be: a state machine per connection and
// per attempt to connect, as libzmq's manual and its behaviour draw it. Pure; works on either version.
//
//   connecting:  (CONNECT_DELAYED) ─► trying ─► CLOSED ─► refused ─► CONNECT_RETRIED ─► waiting ─► …
//                                       └──► CONNECTED ─► open          (no name: CONNECT_RETRIED alone)
//   accepted:    ACCEPTED ─► open
//   open ─► HANDSHAKE_SUCCEEDED ─► ready ─► [HANDSHAKE_FAILED_PROTOCOL] ─► DISCONNECTED
//        └► HANDSHAKE_FAILED_* ─► failed ─► DISCONNECTED        └► (closed by this side: no event)
//
// Version 1 names a connection by an address that others may share, and HANDSHAKE_* carry no descriptor:
// there the rules count. Version 2 names both ends, and each connection is followed by itself.
import type { MonitorEvent } from '../monitor/codec.js'
import { EVENTS, type EventName } from '../monitor/events.js'

/** One connection that the events speak of. */
interface Connection {
  readonly fd: number
  /** What names it: the address in version 1, both endpoints in version 2. */
  readonly key: string
  readonly endpoint: string
  readonly isDialled: boolean
  state: 'open' | 'ready' | 'failed'
}

/** An attempt to connect to one endpoint, or the wait before the next. */
type Attempt = 'trying' | 'refused' | 'lost' | 'waiting'

/** Descriptors that say nothing: an engine that cannot know them gives −1. */
const NO_FD = new Set([0xffffffff, -1, 2 ** 64])
/** All events that either version has. */
const ALL_EVENTS = 0x1ffff

/** Follows the events of one socket. */
export class MonitorOrder {
  readonly #mask: number
  readonly #listeners = new Map<number, string>()
  readonly #connections: Connection[] = []
  readonly #attempts = new Map<string, Attempt[]>()
  #failedBinds = 0
  #isStopped = false
  /** True once there was a time without monitor: what happened then is not known. */
  #hasGap = false

  /** @param mask the events the monitor was asked for */
  constructor(mask = ALL_EVENTS) {
    this.#mask = mask
  }

  /** Takes the next event. @returns why it cannot come here; undefined if it can */
  next(event: MonitorEvent): string | undefined {
    const { name } = event
    if (name === undefined) return `no event has the number ${event.event}`
    if ((EVENTS[name] & this.#mask) === 0) return `${name} was not asked for`
    if (event.version === 1 && name === 'PIPES_STATS') return 'version 1 has no PIPES_STATS'
    if (this.#isStopped) {
      this.#isStopped = false
      this.#hasGap = true
    }
    const fault = this.#valueFault(event, name) ?? RULES[name](this, event)
    return fault
  }

  /** Says what is missing when no more events come; undefined if nothing is. */
  end(): string | undefined {
    if (this.#failedBinds > 0 && this.knows('BIND_FAILED')) {
      return 'CLOSED of a bind that failed, but no BIND_FAILED'
    }
    if (this.#hasGap && !this.#isStopped && this.knows('MONITOR_STOPPED')) {
      return 'events after MONITOR_STOPPED'
    }
    return undefined
  }

  /** True if an event of this name would have been seen. */
  knows(...names: readonly EventName[]): boolean {
    return names.every(name => (EVENTS[name] & this.#mask) !== 0)
  }

  #valueFault({ value, values, version }: MonitorEvent, name: EventName): string | undefined {
    if (values.length !== (name === 'PIPES_STATS' ? 2 : 1)) return `${values.length} values`
    if (name === 'HANDSHAKE_SUCCEEDED' && value !== 0) return `its value is ${value}, not 0`
    if (name === 'HANDSHAKE_FAILED_AUTH' && ![300, 400, 500].includes(value)) {
      return `its status is ${value}, not 300, 400 or 500`
    }
    if (name === 'MONITOR_STOPPED' && version === 1 && value !== 0) return `its value is ${value}`
    return undefined
  }

  stop({ address }: MonitorEvent): string | undefined {
    this.#isStopped = true
    return address === '' ? undefined : `it carries the address ${address}`
  }

  listen({ value, address }: MonitorEvent): string | undefined {
    if (this.#failedBinds > 0 && this.knows('BIND_FAILED')) {
      return 'the bind before it has failed, but BIND_FAILED is missing'
    }
    if (isKnown(value) && this.#listeners.has(value)) return `${value} is listening already`
    if ([...this.#listeners.values()].includes(address)) return `${address} is bound already`
    this.#listeners.set(isKnown(value) ? value : -1 - this.#listeners.size, address)
    return undefined
  }

  failBind({ address }: MonitorEvent): string | undefined {
    if (address.includes('://')) return `its address ${address} has a scheme`
    this.#failedBinds = Math.max(0, this.#failedBinds - 1)
    return undefined
  }

  failAccept({ address }: MonitorEvent): string | undefined {
    if (!this.knows('LISTENING') || this.#hasGap) return undefined
    const isBound = [...this.#listeners.values()].includes(address)
    return isBound ? undefined : `nothing is bound to ${address}`
  }

  /** CLOSED and CLOSE_FAILED: a listener, an attempt to connect, or a bind that is about to fail. */
  close({ name, value, address }: MonitorEvent): string | undefined {
    const listener = [...this.#listeners].find(
      ([fd, bound]) =>
        bound === address && (fd === value || !isKnown(value) || name === 'CLOSE_FAILED'),
    )
    if (listener !== undefined) {
      this.#listeners.delete(listener[0])
      return undefined
    }
    if (this.#move(address, ['trying'], 'refused')) return undefined
    const isTcp = address.startsWith('tcp://')
    if (!isTcp && address !== '' && this.#move(address, ['waiting'], 'refused')) return undefined
    if (address === '') {
      this.#failedBinds++
      return undefined
    }
    if (!isTcp) {
      // A bind to a path that fails, or the first attempt to connect to one: what follows tells.
      this.#push(address, 'refused')
      return undefined
    }
    if (this.#hasGap || !this.knows('LISTENING', 'CONNECT_DELAYED')) return undefined
    return `neither a listener with descriptor ${value} nor a pending connect to ${address} is known`
  }

  delay({ address }: MonitorEvent): string | undefined {
    if (address.startsWith('ipc://')) return 'a connect to a path is never delayed'
    if (!this.#move(address, ['waiting'], 'trying')) this.#push(address, 'trying')
    return undefined
  }

  retry({ address }: MonitorEvent): string | undefined {
    if (this.#move(address, ['refused', 'lost'], 'waiting')) return undefined
    const others = [...this.#attempts.keys()].filter(endpoint => endpoint !== address)
    // After a link was lost the endpoint is the numeric one, though a name was connected to.
    for (const endpoint of others) {
      if (this.#take(endpoint, ['lost'])) {
        this.#push(address, 'waiting')
        return undefined
      }
    }
    const own = this.#attempts.get(address) ?? []
    const isUp = this.#connections.some(
      ({ isDialled, endpoint }) => isDialled && endpoint === address,
    )
    if (own.includes('trying') || isUp) {
      if (this.#hasGap || !this.knows('CLOSED', 'DISCONNECTED')) return undefined
      return own.includes('trying')
        ? `the connect to ${address} is still under way: no CLOSED before it`
        : `the connection to ${address} still stands: no DISCONNECTED before it`
    }
    if (own.length === 0) this.#push(address, 'waiting') // a name that does not resolve
    return undefined
  }

  open(event: MonitorEvent, isDialled: boolean): string | undefined {
    const { value, address, local } = event
    if (isDialled) {
      const isMoved =
        this.#take(address, ['trying']) ||
        (address.startsWith('ipc://') && this.#take(address, ['waiting']))
      const isFirst = address.startsWith('ipc://') || this.#hasGap || !this.knows('CONNECT_DELAYED')
      if (!isMoved && !isFirst) return `no connect to ${address} is under way`
    } else if (this.knows('LISTENING') && !this.#hasGap && !this.#isBound(local ?? address)) {
      return `nothing is bound to ${local ?? address}`
    }
    // A descriptor that comes again was closed by this side, which is no event.
    if (isKnown(value)) this.#forget(this.#connections.find(({ fd }) => fd === value))
    const endpoint = isDialled ? address : (local ?? address)
    this.#connections.push({ fd: value, key: keyOf(event), endpoint, isDialled, state: 'open' })
    return undefined
  }

  /** A wildcard listener accepts on the address of the connection, of which only the port is sure. */
  #isBound(address: string): boolean {
    const port = /:(\d+)$/.exec(address)?.[1]
    return [...this.#listeners.values()].some(
      bound => bound === address || (port !== undefined && bound.endsWith(`:${port}`)),
    )
  }

  succeed(event: MonitorEvent): string | undefined {
    const own = this.#named(event)
    const connection = own.find(({ state }) => state === 'open')
    if (connection !== undefined) {
      connection.state = 'ready'
      return undefined
    }
    if (this.#isBlind()) return undefined
    if (own.length === 0) return `no connection of ${event.address} is open`
    return `the handshake of ${event.address} was over already`
  }

  fail(event: MonitorEvent, mayBeReady: boolean): string | undefined {
    const own = this.#named(event)
    const connection =
      own.find(({ state }) => state === 'open') ??
      (mayBeReady ? own.find(({ state }) => state === 'ready') : undefined) ??
      own.find(({ state }) => state === 'failed' && event.name === 'HANDSHAKE_FAILED_NO_DETAIL')
    if (connection !== undefined) {
      connection.state = 'failed'
      return undefined
    }
    if (this.#isBlind()) return undefined
    if (own.length === 0) return `no connection of ${event.address} is open`
    return `the handshake of ${event.address} was over already`
  }

  disconnect(event: MonitorEvent): string | undefined {
    const { value, address } = event
    const own = this.#named(event)
    const connection = isKnown(value)
      ? own.find(({ fd }) => fd === value)
      : (own.find(({ state }) => state === 'failed') ?? own[0])
    if (connection === undefined) {
      if (this.#isBlind()) return undefined
      const elsewhere = this.#connections.find(({ fd }) => isKnown(value) && fd === value)
      return elsewhere === undefined
        ? `no connection with descriptor ${value} is open`
        : `descriptor ${value} belongs to ${elsewhere.endpoint}, not to ${address}`
    }
    this.#forget(connection)
    if (connection.isDialled) this.#push(address, 'lost')
    return undefined
  }

  /** True if connections may be open of which no event has told. */
  #isBlind(): boolean {
    return this.#hasGap || !this.knows('ACCEPTED', 'CONNECTED')
  }

  #named(event: MonitorEvent): readonly Connection[] {
    const key = keyOf(event)
    return this.#connections.filter(connection => connection.key === key)
  }

  #forget(connection: Connection | undefined): void {
    const at = connection === undefined ? -1 : this.#connections.indexOf(connection)
    if (at >= 0) this.#connections.splice(at, 1)
  }

  #push(endpoint: string, attempt: Attempt): void {
    this.#attempts.set(endpoint, [...(this.#attempts.get(endpoint) ?? []), attempt])
  }

  #take(endpoint: string, from: readonly Attempt[]): boolean {
    const attempts = this.#attempts.get(endpoint) ?? []
    const at = attempts.findIndex(attempt => from.includes(attempt))
    if (at < 0) return false
    attempts.splice(at, 1)
    return true
  }

  #move(endpoint: string, from: readonly Attempt[], to: Attempt): boolean {
    if (!this.#take(endpoint, from)) return false
    this.#push(endpoint, to)
    return true
  }
}

const isKnown = (fd: number): boolean => !NO_FD.has(fd)

const keyOf = ({ address, local, remote }: MonitorEvent): string =>
  local === undefined ? address : `${local} ${remote}`

type Rule = (order: MonitorOrder, event: MonitorEvent) => string | undefined

const RULES: Readonly<Record<EventName, Rule>> = {
  CONNECTED: (order, event) => order.open(event, true),
  CONNECT_DELAYED: (order, event) => order.delay(event),
  CONNECT_RETRIED: (order, event) => order.retry(event),
  LISTENING: (order, event) => order.listen(event),
  BIND_FAILED: (order, event) => order.failBind(event),
  ACCEPTED: (order, event) => order.open(event, false),
  ACCEPT_FAILED: (order, event) => order.failAccept(event),
  CLOSED: (order, event) => order.close(event),
  CLOSE_FAILED: (order, event) => order.close(event),
  DISCONNECTED: (order, event) => order.disconnect(event),
  MONITOR_STOPPED: (order, event) => order.stop(event),
  HANDSHAKE_FAILED_NO_DETAIL: (order, event) => order.fail(event, false),
  HANDSHAKE_SUCCEEDED: (order, event) => order.succeed(event),
  HANDSHAKE_FAILED_PROTOCOL: (order, event) => order.fail(event, true),
  HANDSHAKE_FAILED_AUTH: (order, event) => order.fail(event, false),
  PIPES_STATS: () => undefined,
}

/** The first step of a socket's events that cannot be. */
export interface IllegalStep {
  readonly socket: string
  /** Index of the event among this socket's, from 0; its number if the fault shows at the end only. */
  readonly index: number
  readonly event: MonitorEvent | undefined
  readonly reason: string
}

/** One event and whose it is. */
export interface SocketEvent {
  readonly socket: string
  readonly event: MonitorEvent
}

/**
 * Checks the events of one or more sockets.
 *
 * @param mask the events that the monitors were asked for
 * @returns the first illegal step of each socket that has one
 */
export function checkMonitorOrder(
  events: readonly SocketEvent[],
  mask = ALL_EVENTS,
): readonly IllegalStep[] {
  const bySocket = new Map<string, MonitorEvent[]>()
  for (const { socket, event } of events) {
    bySocket.set(socket, [...(bySocket.get(socket) ?? []), event])
  }
  return [...bySocket].flatMap(([socket, own]) => firstFault(socket, own, mask) ?? [])
}

function firstFault(
  socket: string,
  events: readonly MonitorEvent[],
  mask: number,
): IllegalStep | undefined {
  const order = new MonitorOrder(mask)
  for (const [index, event] of events.entries()) {
    const reason = order.next(event)
    if (reason !== undefined) return { socket, index, event, reason }
  }
  const reason = order.end()
  return reason === undefined
    ? undefined
    : { socket, index: events.length, event: undefined, reason }
}
