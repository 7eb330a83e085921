// The reference endpoint: every socket type over node:net, small and strict, with one fault or none. Many
// run in one process.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import type { Capability } from '../../../lib/conformance/case.js'
import type {
  Setup,
  Testee,
  TesteeListener,
  TesteeSocket,
} from '../../../lib/conformance/testee.js'
import type { Fault } from './fault.js'
import { FURTHER_TYPES } from '../../../lib/conformance/vocabulary.js'
import { RefLink, type LinkOwner } from './link.js'
import { type PatternHost, patternOf, type RefPattern } from './patterns.js'

/** What it can do. */
const CAPABILITIES: readonly Capability[] = [
  'app',
  'zmtp3',
  'zmtp2',
  'zmtp1',
  'heartbeat',
  'maxMessageSize',
  'handshakeInterval',
  'heartbeatInterval',
  'heartbeatTimeout',
  'sendHighWaterMark',
  'receiveHighWaterMark',
  'minimumZmtp',
  'linger',
  'zapDomain',
  ...FURTHER_TYPES,
  'plainServer',
  'plainUsername',
  'plainPassword',
  'curveServer',
  'curvePublicKey',
  'curveSecretKey',
  'curveServerKey',
]

/** A reference endpoint as the suite sees it. */
export function reference(name: string, fault: Fault = {}): Testee {
  const sockets = new Set<RefSocket>()
  return {
    name,
    capabilities: new Set(CAPABILITIES),
    isFresh: true,
    restarts: 0,
    async open(setup, listener) {
      const socket = new RefSocket(setup, listener, fault)
      sockets.add(socket)
      await socket.start()
      return socket
    },
    async close() {
      await Promise.all([...sockets].map(socket => socket.close()))
    },
  }
}

class RefSocket implements TesteeSocket, LinkOwner, PatternHost {
  readonly type
  readonly options
  readonly fault: Fault
  endpoint: string
  readonly #setup: Setup
  readonly #listener: TesteeListener
  readonly #links = new Set<RefLink>()
  /** Ready links in turn. */
  readonly #ring: RefLink[] = []
  /** What a connecting endpoint keeps while it has no link. */
  #queue: (readonly Uint8Array[])[] = []
  #unsent: (readonly Uint8Array[])[] = []
  readonly #pattern: RefPattern
  #server: Server | undefined
  #isReading = true
  #isClosed = false
  #isDead = false
  #accepted = 0
  #hadPartner = false
  readonly shared: Buffer[] = []
  /** So long that what a busy machine adds to each wait does not hide that they double. */
  #backoffMs = 40
  #turn = 0
  #firstAt = 0

  constructor(setup: Setup, listener: TesteeListener, fault: Fault) {
    this.#setup = setup
    this.#listener = listener
    this.fault = fault
    this.type = setup.socket
    this.options = setup.options
    this.endpoint = setup.endpoint
    this.#pattern = patternOf(this)
  }

  get ready(): readonly RefLink[] {
    return this.#ring
  }

  get sendLimit(): number {
    return Number(this.options['sendHighWaterMark'] ?? 1000)
  }

  deliver(parts: Buffer[]): void {
    if (!this.#isClosed) this.#listener.delivered(parts)
  }

  async start(): Promise<void> {
    if (this.#setup.mode === 'connect') return this.#dial()
    const server = createServer({ allowHalfOpen: true }, socket => {
      const isFull = this.has('one-link-only') && this.#links.size > 0
      const isWorn = this.has('dies-after-100') && ++this.#accepted > 100
      if (isFull || isWorn || this.#isDead) socket.destroy()
      else this.#links.add(new RefLink(socket, this))
    })
    this.#server = server
    if (this.has('is-dead')) this.#isDead = true
    server.listen(0, '127.0.0.1', 511)
    await once(server, 'listening')
    this.endpoint = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  has(name: string): boolean {
    return this.fault.has?.includes(name) === true
  }

  die(): void {
    this.#isDead = true
    this.fault.died?.()
  }

  #dial(): void {
    if (this.#isClosed || this.has('never-dials')) return
    const { port, hostname } = new URL(this.endpoint)
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.once('connect', () => {
      socket.off('error', onError)
      this.#links.add(new RefLink(socket, this))
    })
    const onError = (): void => {
      socket.destroy()
      if (!this.has('gives-up')) this.#dialLater()
    }
    socket.once('error', onError)
  }

  #dialLater(): void {
    const ms = this.has('dials-at-once') ? 0 : this.has('constant-delay') ? 30 : this.#backoffMs
    this.#backoffMs = Math.min(this.#backoffMs * 2, 640)
    setTimeout(() => this.#dial(), ms)
  }

  joined(link: RefLink): void {
    const { mode } = this.#setup
    if (this.type === 'PAIR' && this.#ring.length > 0 && !this.has('two-partners')) {
      if (this.has('second-takes-over')) this.#ring.shift()?.close(false)
      else return link.close(false)
    }
    if (this.has('first-forever') && this.#hadPartner) return link.close(false)
    this.#hadPartner = true
    if (this.has('late-joiner-starves') && this.#ring.length > 0) return
    this.#ring.push(link)
    this.#pattern.ready(link)
    if (mode === 'connect') {
      const waiting = this.has('loses-queue') ? [] : this.#queue
      this.#queue = []
      for (const parts of waiting) link.send(parts)
    }
    if (this.has('sends-old-queue')) for (const parts of this.#unsent.splice(0)) link.send(parts)
    if (this.type === 'PULL' && this.has('pull-sends')) link.send([Buffer.from('x')])
  }

  command(link: RefLink, name: string, rest: Buffer): void {
    this.#pattern.command(link, name, rest)
  }

  message(link: RefLink, received: Buffer[]): void {
    const parts = this.#pattern.incoming(link, received)
    if (parts === undefined) return
    if (this.type === 'PUSH' && !this.has('push-delivers')) return
    if (this.type === 'PAIR' && !this.#ring.includes(link) && !this.has('anybody')) return
    if (this.has('forgets-on-close')) {
      setTimeout(() => {
        if (!link.isClosed) this.#listener.delivered(parts)
      }, 300)
      return
    }
    if (link.isClosed) return this.#listener.delivered(parts)
    link.inbox.push(parts)
    const limit = Number(this.options['receiveHighWaterMark'] ?? 1000)
    if (link.inbox.length >= limit && !this.#isReading) link.socket.pause()
    this.#pump()
  }

  gone(link: RefLink, mayReturn: boolean): void {
    this.#links.delete(link)
    const at = this.#ring.indexOf(link)
    if (at >= 0) this.#ring.splice(at, 1)
    this.#pattern.gone(link)
    for (const parts of link.inbox) this.#listener.delivered(parts)
    if (this.#setup.mode === 'connect' && mayReturn && !this.has('never-returns')) this.#dialLater()
  }

  async send(parts: readonly Uint8Array[], waitMs: number): Promise<string> {
    const end = performance.now() + waitMs
    while (!this.#isClosed) {
      const answer = this.#pattern.outgoing(parts) ?? this.#trySend(parts)
      if (answer !== 'again') return answer
      if (performance.now() >= end) return 'again'
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    return 'closed'
  }

  async subscribe(topic: Uint8Array, isOn: boolean): Promise<void> {
    this.#pattern.subscribe(topic, isOn)
  }

  #trySend(parts: readonly Uint8Array[]): string {
    if (this.has('swallows')) return 'sent'
    if (this.#setup.mode === 'connect' && this.#ring.length === 0) {
      if (this.has('swallows-without-link')) return 'sent'
      if (this.has('no-queue')) return 'again'
      if (this.#queue.length >= this.sendLimit) return 'again'
      this.#queue.push(parts)
      return 'sent'
    }
    if (this.#ring.length === 0 && this.has('accepts-without-peer')) return 'sent'
    return this.sendInTurn(parts) === undefined ? 'again' : 'sent'
  }

  sendInTurn(parts: readonly Uint8Array[]): RefLink | undefined {
    for (let tried = 0; tried < this.#ring.length; tried++) {
      const at = this.has('always-first') ? 0 : this.#turn % this.#ring.length
      const link = this.#ring[at]
      if (link === undefined) return undefined
      if (link.pending.length < this.sendLimit) {
        this.#turn = at + 1
        this.#deliverTo(link, parts)
        return link
      }
      if (this.has('drops-when-full')) return link
      if (this.has('blocked-by-one')) return undefined
      this.#turn = at + 1
    }
    return undefined
  }

  #deliverTo(link: RefLink, parts: readonly Uint8Array[]): void {
    if (this.has('sends-old-queue')) this.#unsent.push(parts)
    if (this.has('splits-multipart') && parts.length > 1 && this.#ring.length > 1) {
      for (const [index, part] of parts.entries())
        this.#ring[index % this.#ring.length]?.send([part])
      return
    }
    link.send(parts)
  }

  async setReading(isReading: boolean): Promise<void> {
    this.#isReading = isReading
    for (const link of this.#links) link.socket.resume()
    this.#pump()
  }

  /** Delivers one message of each link in turn. */
  #pump(): void {
    while (this.#isReading) {
      const full = [...this.#links].filter(link => link.inbox.length > 0)
      if (full.length === 0) return
      if (this.has('greedy') && this.#waitsForFirst(full)) return
      const turn = this.has('turns-of-128') ? 128 : 1
      for (const link of this.has('greedy') ? full.slice(0, 1) : full) {
        for (const parts of link.inbox.splice(0, turn)) this.#listener.delivered(parts)
      }
    }
  }

  /** True while the first peer may have more to say: the others wait. */
  #waitsForFirst(full: readonly RefLink[]): boolean {
    const [first] = this.#links
    if (first === full[0]) {
      this.#firstAt = performance.now()
      return false
    }
    if (performance.now() - this.#firstAt > 200) return false
    setTimeout(() => this.#pump(), 50)
    return true
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#server?.close()
    for (const link of this.#links) link.close(false)
  }
}
