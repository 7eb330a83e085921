// One socket of the fault model with its peers: what it was told to do, and what must have come of it.
import type { MonitorEvent } from '../../../lib/monitor/codec.js'
import { MonitorOrder } from '../../../lib/conformance/monitor-order.js'
import { eventName } from '../../../lib/monitor/events.js'
import type { ContextCore } from '../../../lib/socket/context-core.js'
import type { SocketCore } from '../../../lib/socket/core.js'
import type { FaultNetwork, Kernel } from '../../support/fault-network.js'
import type { FakeLoop } from '../../support/fake-loop.js'
import { bodyOf, Peer } from './peer.js'
import type { SocketPlan } from './schedule.js'

/** What a schedule broke. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

const PEERS_OF = { PULL: 'PUSH', PUSH: 'PULL', PAIR: 'PAIR' } as const

/** Bytes that wait to be written: a page, and one message above it. */
const OUTPUT_MAX = 64 * 1024 + 2 * 70_100

/** The number under which a socket's own messages go. */
const OWN = 900

export class ModelSocket {
  readonly plan: SocketPlan
  readonly core: SocketCore
  readonly peers: Peer[] = []
  readonly #events: string[] = []
  readonly #loop: FakeLoop
  readonly #network: FaultNetwork
  readonly #port: number
  readonly #order = new MonitorOrder({ isLinux: true })
  readonly #received: Buffer[][] = []
  readonly #sizes: number[] = []
  #violation: string | undefined
  #hasStopped = false

  constructor(
    core: SocketCore,
    plan: SocketPlan,
    index: number,
    network: FaultNetwork,
    loop: FakeLoop,
  ) {
    this.plan = plan
    this.core = core
    this.#loop = loop
    this.#network = network
    this.#port = 5000 + index
    this.#watch()
    const { options } = core
    options.receiveHighWaterMark = plan.receiveMark
    options.sendHighWaterMark = plan.sendMark
    options.heartbeatInterval = plan.heartbeatMs
    options.heartbeatTimeout = plan.patienceMs
    options.handshakeInterval = plan.handshakeMs
    options.reconnectInterval = 10
    options.linger = 0
    if (plan.isEager && plan.type !== 'PUSH') core.onReadable = () => void this.take(1000)
    if (plan.side === 'bind') core.bind(`tcp://127.0.0.1:${this.#port}`)
    else {
      network.services.add(this.#port)
      core.connect(`tcp://127.0.0.1:${this.#port}`)
    }
  }

  get port(): number {
    return this.#port
  }

  /** A peer has connected, or was connected to. */
  meet(kernel: Kernel, number: number): Peer {
    const peer = new Peer(kernel, number, PEERS_OF[this.plan.type], () => this.#loop.now)
    peer.onClosed = () => this.#judgeCut(peer)
    peer.isBeating = this.plan.heartbeatMs > 0
    this.peers.push(peer)
    // A PAIR has one peer; whose handshake ends first, and whether that has gone by then, is not foreseen.
    if (this.plan.type === 'PAIR' && this.plan.side === 'bind' && this.peers.length > 1) {
      for (const one of this.peers) one.mayBeRefused = true
    }
    return peer
  }

  away(is: boolean): void {
    if (is) this.#network.services.delete(this.#port)
    else this.#network.services.add(this.#port)
  }

  /** @returns how many messages there were */
  take(count: number): number {
    if (this.plan.type === 'PUSH') return 0
    for (let times = 0; times < count; times++) {
      const message = this.core.pattern.receive()
      if (message === undefined) return times
      this.#received.push(message.map(part => Buffer.from(part)))
    }
    return count
  }

  give(count: number, size: number): void {
    if (this.plan.type === 'PULL') return
    for (let times = 0; times < count; times++) {
      const body = bodyOf(OWN, this.#sizes.length, size)
      if (!this.core.pattern.send([body])) return
      this.#sizes.push(size)
    }
  }

  mark(which: 'send' | 'receive', value: number): void {
    this.core.setOption(which === 'send' ? 23 : 24, value)
  }

  /** What must hold at every moment. */
  check(): void {
    if (this.#violation !== undefined) throw new Violation(this.#violation)
    for (const { kernel, fault } of this.peers) {
      if (fault !== undefined) throw new Violation(`a peer was sent ${fault}`)
      if (kernel.outputLength() > OUTPUT_MAX) throw new Violation(`${kernel.outputLength()} B wait`)
    }
  }

  /** What must hold once everything has had its time. */
  checkEnd(): void {
    this.check()
    this.#checkReceived()
    this.#checkSent()
  }

  close(): void {
    this.#hasStopped = true
    this.core.close()
  }

  get events(): string {
    return this.#events.join(', ')
  }

  #fail(text: string): void {
    this.#violation ??= `${this.plan.type} ${this.plan.side}: ${text}`
  }

  #watch(): void {
    const { monitoring } = this.core
    monitoring.emit = (event, value, local, remote, side) => {
      const name = eventName(event) ?? ''
      this.#events.push(`${name} ${value}`)
      if (this.#hasStopped) return
      const address = side === 'bind' ? local : remote
      const told = {
        event,
        name,
        value,
        values: [value],
        address,
        local,
        remote,
      } as unknown as MonitorEvent
      const fault = this.#order.next(told)
      if (fault !== undefined) this.#fail(`${fault.rule}, after ${this.events}`)
    }
  }

  /** We close a connection whose peer is there: is it silent, as its deadline says? */
  #judgeCut(peer: Peer): void {
    if (this.#hasStopped || peer.hasLeft || peer.mayBeRefused) return
    const { heartbeatMs, patienceMs, handshakeMs } = this.plan
    const { kernel } = peer
    const patience = heartbeatMs === 0 ? Infinity : patienceMs < 0 ? heartbeatMs : patienceMs
    const silentMs = this.#loop.now - peer.lastArrivalMs
    const allowed = Math.min(patience, peer.timeToLiveMs)
    const isLate =
      !peer.hasSaidHello && handshakeMs > 0 && this.#loop.now - peer.joinedMs >= handshakeMs
    if (isLate && kernel.inbox.length === 0) return
    if (kernel.inbox.length > 0) this.#fail(`cut with ${kernel.inbox.length} B unread`)
    else if (silentMs < allowed)
      this.#fail(`cut ${silentMs} ms after bytes had come, allowed ${allowed}`)
  }

  #checkReceived(): void {
    const expected = new Map<number, string[]>()
    for (const peer of this.peers)
      expected.set(
        peer.number,
        peer.said.map(parts => nameOf(parts)),
      )
    const got = new Map<number, string[]>()
    let lastConnection = 0
    for (const message of this.#received) {
      const connection = Number((message[0] as Buffer).toString('latin1', 0, 8).split('.')[0])
      const name = nameOf(message)
      got.set(connection, [...(got.get(connection) ?? []), name])
      if (this.plan.side === 'connect' && connection < lastConnection) {
        throw new Violation(`${name} came after the next connection's`)
      }
      lastConnection = connection
    }
    for (const peer of this.peers) {
      const want = expected.get(peer.number)?.join(' ')
      const have = (got.get(peer.number) ?? []).join(' ')
      if (peer.mayBeRefused && want?.startsWith(have) === true) continue
      if (this.plan.type === 'PUSH' && have === '') continue
      if (want === have) continue
      throw new Violation(
        `${this.plan.type} ${this.plan.side}: of "${want}" came "${have}"; ${this.events}`,
      )
    }
  }

  #checkSent(): void {
    const seen = new Set<number>()
    let hasEnded = false
    let last = -1
    for (const peer of this.peers) {
      let before = -1
      for (const parts of peer.got) {
        const index = Number((parts[0] as Buffer).toString('latin1', 0, 12).split('.')[1])
        const size = this.#sizes[index]
        if (
          size === undefined ||
          parts.length !== 1 ||
          !bodyOf(OWN, index, size).equals(parts[0] as Buffer)
        ) {
          throw new Violation(`a peer got other bytes than were sent`)
        }
        if (seen.has(index)) throw new Violation(`message ${index} came twice`)
        seen.add(index)
        if (index <= before) throw new Violation(`message ${index} came after ${before}`)
        const isGap = this.plan.side === 'connect' && before >= 0 && index !== before + 1
        if (isGap) throw new Violation(`on one connection ${index} came after ${before}`)
        if (this.plan.side === 'connect' && index <= last)
          throw new Violation(`${index} came again`)
        before = index
        last = Math.max(last, index)
      }
      hasEnded ||= peer.hasLeft || peer.isClosed || peer.mayBeRefused
    }
    if (hasEnded || this.peers.length === 0) return
    if (seen.size !== this.#sizes.length) {
      throw new Violation(`${this.#sizes.length} were sent, ${seen.size} came; ${this.events}`)
    }
  }
}

function nameOf(parts: readonly Buffer[]): string {
  return parts
    .map(part => {
      const [connection, index, size] = part.toString('latin1', 0, 20).split('.').map(Number)
      const isTrue = bodyOf(connection ?? 0, index ?? 0, size ?? 0).equals(part)
      return isTrue ? `${connection}.${index}` : `damaged(${part.toString('latin1', 0, 20)})`
    })
    .join('|')
}

/** As the context makes them. */
export type NewCore = (type: SocketPlan['type'], context: ContextCore) => SocketCore
