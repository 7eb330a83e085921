// The legal orders of one socket's monitor events (docs/events.md §Order), as a machine: listeners, attempts
// to connect, connections. Pure. An event is illegal only if nothing explains it: calls that leave no event
// (connect, disconnect, close) may have happened at any time, and where events name no connection every
// assignment counts (monitor-pool.ts).
//
//   bind     LISTENING ─ (ACCEPTED …)* ─ CLOSED            [CLOSED ""] BIND_FAILED
//   accept   ACCEPTED ─ [HANDSHAKE_…] ─ DISCONNECTED        silent end once the listener is CLOSED
//   connect  CONNECT_DELAYED ─ CLOSED ─ [CONNECT_RETRIED] ─ CONNECT_DELAYED …     silent end at any time
//            CONNECT_DELAYED ─ CONNECTED ─ [HANDSHAKE_…] ─ DISCONNECTED ─ [CONNECT_RETRIED if it may return]
import type { MonitorEvent } from '../monitor/codec.js'
import { EVENTS, type EventName } from '../monitor/events.js'
import { Attempts } from './monitor-attempts.js'
import { covers, formFault } from './monitor-form.js'
import { insteadOf, VALUES } from './monitor-instead.js'
import { type FailureKind, type Held, Pool } from './monitor-pool.js'

/** What is known of the monitor beside its events. */
export interface OrderOptions {
  /** The events it was asked for; default all. */
  readonly mask?: number
  /** True if it was not on from the socket's beginning: things may be there that were never announced. */
  readonly isLate?: boolean
  /** True if errno numbers are Linux's, and connects behave as there. */
  readonly isLinux: boolean
}

/** Why an event is illegal. */
export interface OrderFault {
  /** The rule it breaks, as a sentence about the event. */
  readonly rule: string
  /** Events that would have been legal there for the same addresses, with values where those matter. */
  readonly allowed: readonly string[]
}

interface Listener {
  readonly address: string
  readonly fd: number
}

interface Owner {
  readonly what: string
  /** True if it may have been closed without an event. */
  readonly mayBeGone: () => boolean
  forget(): void
}

type Move = () => void
/** A rule broken, or what to do. */
type Judgement = string | Move

/** Masks without one of these leave gaps in the machine's view. */
const NEEDED = 0xffff & ~0x8000 & ~EVENTS.MONITOR_STOPPED
const UNKNOWN_FDS: ReadonlySet<number> = new Set([0xffffffff, 2 ** 64])
const FRESH_FD = 0x3fffffff
/** errno of binds that fail after the socket was made. */
const FAILED_LATE: ReadonlySet<number> = new Set([98, 99])
const FAILURES: Readonly<Partial<Record<EventName, FailureKind>>> = {
  HANDSHAKE_FAILED_NO_DETAIL: 'no-detail',
  HANDSHAKE_FAILED_PROTOCOL: 'protocol',
  HANDSHAKE_FAILED_AUTH: 'auth',
}

/** Follows the monitor of one socket. */
export class MonitorOrder {
  readonly #isLinux: boolean
  readonly #mask: number | undefined
  #isLate: boolean
  #isStopped = false
  #listeners: Listener[] = []
  #pools = new Map<string, Pool>()
  readonly #attempts = new Attempts()
  #owners = new Map<number, Owner>()
  /** Addresses of CLOSED that only a failed bind explains. */
  #failedBinds: string[] = []

  constructor({ mask, isLate = false, isLinux }: OrderOptions) {
    this.#mask = mask
    this.#isLate = isLate
    this.#isLinux = isLinux
  }

  /** Takes the next event. @returns why it is illegal, after which the machine is of no more use */
  next(event: MonitorEvent): OrderFault | undefined {
    const judgement = this.#judge(event)
    if (typeof judgement === 'string') return { rule: judgement, allowed: this.#allowed(event) }
    judgement()
    return undefined
  }

  #judge(event: MonitorEvent): Judgement {
    const form = formFault(event, this.#isLinux)
    if (form !== undefined) return form
    const isMasked = this.#mask !== undefined && (this.#mask & NEEDED) !== NEEDED
    if (this.#mask !== undefined && (this.#mask & event.event) === 0) return 'the mask excludes it'
    if (isMasked && event.name !== 'MONITOR_STOPPED') return () => {}
    const judgement = this.#byName(event)
    if (typeof judgement === 'string' || !this.#isStopped) return judgement
    return () => {
      this.#isStopped = false
      judgement()
    }
  }

  #byName(event: MonitorEvent): Judgement {
    const { value, address } = event
    const local = event.local ?? address
    const remote = event.remote ?? address
    const name = event.name as EventName
    const isPending = this.#failedBinds.length > 0
    if (isPending && (name === 'LISTENING' || name === 'MONITOR_STOPPED')) {
      return 'a bind had failed (CLOSED), and BIND_FAILED has not come yet'
    }
    switch (name) {
      case 'LISTENING':
        if (local.startsWith('tcp:') && this.#listeners.some(each => each.address === local)) {
          return `${local} is bound already`
        }
        return this.#opening(value, () => this.#listen(local, value))
      case 'BIND_FAILED':
        return this.#bindFailed(local, value)
      case 'ACCEPTED':
        return this.#accepted(event, local)
      case 'ACCEPT_FAILED':
        return this.#listenerOf(local) === undefined
          ? this.#unknown(`nothing listens at ${local}`)
          : () => {}
      case 'CLOSED':
        return this.#closed(event)
      case 'CLOSE_FAILED': {
        const listener = this.#listeners.find(each => each.address === local)
        if (listener === undefined) return this.#unknown(`nothing listens at ${local}`)
        return () => this.#unlisten(listener)
      }
      case 'CONNECT_DELAYED':
        if (remote.startsWith('ipc:')) return 'a connect over ipc is never delayed'
        return () => this.#attempts.at(remote).delayed++
      case 'CONNECT_RETRIED': {
        const retry = this.#attempts.retry(remote)
        return (
          retry ??
          this.#unknown(`nothing connected to ${remote} has failed that may be tried again`)
        )
      }
      case 'CONNECTED':
        return this.#connected(event, remote)
      case 'HANDSHAKE_SUCCEEDED':
        return this.#inPool(event, 'the handshake is done already, or failed', pool =>
          pool.canSucceed ? () => pool.succeed() : undefined,
        )
      case 'HANDSHAKE_FAILED_NO_DETAIL':
      case 'HANDSHAKE_FAILED_PROTOCOL':
      case 'HANDSHAKE_FAILED_AUTH': {
        const kind = FAILURES[name] as FailureKind
        return this.#inPool(event, 'no handshake is left that could fail so', pool =>
          pool.canFail(kind) ? () => pool.fail(kind, value) : undefined,
        )
      }
      case 'DISCONNECTED':
        return this.#inPool(event, `descriptor ${value} is of no open connection`, pool => {
          const held = pool.find(value)
          return held === undefined ? undefined : () => this.#disconnect(pool, held)
        })
      case 'MONITOR_STOPPED':
        return this.#isStopped ? 'the monitor is stopped already' : () => this.#stop()
      case 'PIPES_STATS':
        return () => {}
    }
  }

  /** Something that a monitor which came late may not have seen. */
  #unknown(rule: string): Judgement {
    return this.#isLate ? () => {} : rule
  }

  /** A descriptor is given out: nobody else of this socket may still have it. */
  #opening(fd: number, move: Move): Judgement {
    const owner = this.#owners.get(fd)
    if (owner === undefined) return move
    if (!owner.mayBeGone()) return `descriptor ${fd} is still that of ${owner.what}`
    return () => {
      owner.forget()
      move()
    }
  }

  #own(fd: number, owner: Owner): void {
    if (!UNKNOWN_FDS.has(fd)) this.#owners.set(fd, owner)
  }

  #listen(address: string, fd: number): void {
    const listener = { address, fd }
    this.#listeners.push(listener)
    const forget = (): void => this.#unlisten(listener)
    this.#own(fd, { what: `the listener at ${address}`, mayBeGone: () => false, forget })
  }

  #unlisten(listener: Listener): void {
    this.#listeners = this.#listeners.filter(other => other !== listener)
    this.#owners.delete(listener.fd)
    for (const pool of this.#pools.values()) {
      if (pool.side !== 'bind' || !covers(listener.address, pool.address)) continue
      for (const held of pool.held) held.isOrphan = true
    }
  }

  #listenerOf(local: string): Listener | undefined {
    return this.#listeners.find(({ address }) => covers(address, local))
  }

  #bindFailed(address: string, errno: number): Judgement {
    const at = this.#failedBinds.findIndex(
      closed => closed === '' || closed.endsWith(`://${address}`),
    )
    if (at >= 0) return () => this.#failedBinds.splice(at, 1)
    if (this.#failedBinds.length > 0) return 'another bind had failed (CLOSED)'
    const wantsClosed = this.#isLinux && FAILED_LATE.has(errno) && !address.startsWith('/')
    return wantsClosed ? 'CLOSED of the bind that failed does not stand before it' : () => {}
  }

  #accepted(event: MonitorEvent, local: string): Judgement {
    if (this.#listenerOf(local) === undefined && !this.#isLate) return `nothing listens at ${local}`
    const pool = this.#poolFor(event, 'bind', local)
    const isTold = event.version === 2 && event.remote?.startsWith('tcp:') === true
    const [before] = isTold ? pool.held : []
    if (before !== undefined && !before.isOrphan) return 'that peer has a connection already'
    return this.#opening(event.value, () => {
      if (before !== undefined) this.#forget(pool, before)
      this.#open(pool, event.value)
    })
  }

  #connected(event: MonitorEvent, remote: string): Judgement {
    const attempts = this.#attempts.at(remote)
    const wantsDelayed = this.#isLinux && remote.startsWith('tcp:')
    if (wantsDelayed && attempts.delayed === 0 && !this.#isLate) {
      return `no connect to ${remote} is under way (CONNECT_DELAYED)`
    }
    const pool = this.#poolFor(event, 'connect', remote)
    const [before] = event.version === 2 && wantsDelayed ? pool.held : []
    return this.#opening(event.value, () => {
      attempts.delayed = Math.max(0, attempts.delayed - 1)
      if (before !== undefined) this.#forget(pool, before)
      this.#open(pool, event.value)
    })
  }

  #closed({ version, value, local = '', remote = '', address }: MonitorEvent): Judgement {
    const bound = version === 1 ? address : local
    const listener = this.#listeners.find(each => each.address === bound && each.fd === value)
    if (listener !== undefined) return () => this.#unlisten(listener)
    const owner = this.#owners.get(value)
    if (owner !== undefined && !owner.mayBeGone())
      return `descriptor ${value} is that of ${owner.what}`
    const target = version === 1 ? address : remote
    if (target !== '') {
      const attempts = this.#attempts.at(target)
      const isFree = !this.#isLinux || !target.startsWith('tcp:')
      if (attempts.delayed > 0 || isFree) {
        return () => {
          attempts.delayed = Math.max(0, attempts.delayed - 1)
          attempts.failed++
        }
      }
      return this.#unknown(`descriptor ${value} is of no listener and no connect under way there`)
    }
    if (bound.startsWith('tcp:'))
      return this.#unknown(`descriptor ${value} is of no listener there`)
    return () => this.#failedBinds.push(bound)
  }

  #poolFor(event: MonitorEvent, side: Pool['side'], address: string): Pool {
    const key = keyOf(event, side)
    let pool = this.#pools.get(key)
    if (pool === undefined) {
      pool = new Pool(side, address)
      this.#pools.set(key, pool)
    }
    return pool
  }

  #open(pool: Pool, fd: number): void {
    const held = pool.open(fd)
    this.#own(fd, {
      what: `a connection at ${pool.address}`,
      mayBeGone: () => pool.side === 'connect' || held.isOrphan,
      forget: () => this.#forget(pool, held),
    })
  }

  #forget(pool: Pool, held: Held): boolean {
    this.#owners.delete(held.fd)
    return pool.close(held)
  }

  #disconnect(pool: Pool, held: Held): void {
    const mayRetry = this.#forget(pool, held)
    if (pool.side === 'connect' && mayRetry) this.#attempts.at(pool.address).lost++
  }

  /** An event of a connection: on the side where it can be; if on both, it tells us nothing. */
  #inPool(event: MonitorEvent, rule: string, judge: (pool: Pool) => Move | undefined): Judgement {
    const pools = (['bind', 'connect'] as const)
      .map(side => this.#pools.get(keyOf(event, side)))
      .filter(pool => pool !== undefined)
    const moves = pools.map(judge).filter(move => move !== undefined)
    const [move] = moves
    if (move !== undefined) return moves.length === 1 ? move : () => {}
    const where = event.version === 1 ? event.address : `${event.local} and ${event.remote}`
    const isThere = pools.some(({ held }) => held.length > 0)
    return this.#unknown(isThere ? rule : `there is no connection at ${where}`)
  }

  #stop(): void {
    this.#isStopped = true
    this.#isLate = true // another monitor may follow, and what happened in between is unknown
    this.#listeners = []
    this.#pools.clear()
    this.#attempts.clear()
    this.#owners.clear()
  }

  /** Tries every event in place of an illegal one. */
  #allowed(event: MonitorEvent): readonly string[] {
    const fds = [...this.#owners.keys(), FRESH_FD]
    return Object.keys(EVENTS).flatMap(key => {
      const name = key as EventName
      const values = VALUES[name] ?? fds
      return values.flatMap(value => {
        const probe = insteadOf(event, name, value)
        if (probe === undefined || typeof this.#judge(probe) === 'string') return []
        if (VALUES[name] !== undefined) return [name]
        return [value === FRESH_FD ? `${name} of a new descriptor` : `${name} ${value}`]
      })
    })
  }
}

/** Version 2 names both ends of a connection, version 1 one: in it all connections there share a key. */
function keyOf({ version, address, local, remote }: MonitorEvent, side: Pool['side']): string {
  return `${side} ${version === 1 ? address : `${local} ${remote}`}`
}
