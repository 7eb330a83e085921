// The engine of one socket: its endpoints, pipes and options, opening, lingering and ending them. It
// knows no pattern but through the contract, and no bytes. The public classes (push.ts, pull.ts,
// pair.ts) stand on it, and so do monitors.
import { systemError } from '../errors.js'
import type { Clock } from '../clock.js'
import type { AnyTypeName, LinkOptions, OptionValue } from '../engine.js'
import type { Patience } from '../transport/blocking.js'
import type { Endpoint } from '../transport/endpoint.js'
import type { InprocNames } from '../transport/inproc.js'
import type { Opened } from '../transport/transport.js'
import { streamTransport } from '../transport/transports.js'
import { isThreadSafe, SOCKET_TYPES } from '../socket-types.js'
import { bindTo, connectTo, endpointFor } from './links/attachments.js'
import { tellLinkUp } from './diagnostics.js'
import { EndpointSettings } from './options/endpoint-settings.js'
import type { ContextCore, ContextMember } from './context-core.js'
import type { Attachment, EndpointFate, InprocPeer, SocketHost } from './host.js'
import { PeerAccounts } from './links/peer-accounts.js'
import { Monitoring } from './monitor/monitoring.js'
import {
  defaultOptions,
  optionByNumber,
  optionValue,
  setOptionValue,
  type OptionValues,
} from './options/options.js'
import type { PatternMaker } from './pattern/common.js'
import type { Pattern } from './pattern/pattern.js'
import type { Peer } from './links/peer.js'
import { PingVictims } from './links/ping-victims.js'
import { Pipe, type Marks } from './links/pipe.js'
import { pipeFate, type Unread } from './links/pipe-life.js'
import type { HandshakeTurns } from './security/handshake-turns.js'
import { Security } from './security/security.js'

/** A socket's engine. */
export class SocketCore implements SocketHost, ContextMember {
  readonly type: AnyTypeName
  readonly context: ContextCore
  readonly clock: Clock
  readonly handshakeTurns: HandshakeTurns
  readonly pattern: Pattern
  readonly monitoring: Monitoring
  readonly options: OptionValues = defaultOptions()
  /** One for each peer, and each connect. */
  readonly pipes = new Set<Pipe>()
  /** Called when a message may be there to receive. */
  onReadable: (() => void) | undefined
  /** Called when a message may be sent again. */
  onWritable: (() => void) | undefined
  /** Called when a peer has been taken away. */
  onPeerGone: (() => void) | undefined
  /** Called when the socket closes, for those who wait. */
  readonly onClosing: (() => void)[] = []
  /** Called once everything has ended, after MONITOR_STOPPED. */
  readonly onEnded: (() => void)[] = []
  readonly #endpoints = new Map<string, Set<Attachment>>()
  readonly #attachments = new Set<Attachment>()
  readonly pingVictims = new PingVictims()
  /** The account of its peers, once `trackLinks` was called. */
  #accounts: PeerAccounts | undefined
  #isClosed = false
  /** True once it is closed and its messages have lingered. */
  hasEnded = false
  #isAnnounced = false
  /** One for all pipes. */
  #marks: Marks | undefined

  /** @throws SystemError EMFILE when the context has as many sockets as it may */
  constructor(type: AnyTypeName, context: ContextCore, makePattern: PatternMaker) {
    this.type = type
    this.context = context
    this.clock = context.clock
    this.handshakeTurns = context.handshakeTurns
    this.pattern = makePattern(this.options, context.random)
    const { number, linger } = SOCKET_TYPES[type]
    this.options.type = number
    this.options.threadSafe = isThreadSafe(type)
    this.options.linger = linger
    if (context.options.ipv6) this.options.ipv6 = true
    if (!context.options.blocky) this.options.linger = 0
    if ('onTurn' in this.pattern) this.pattern.onTurn = () => this.#announceTurn()
    this.monitoring = new Monitoring(
      (carrierType, policy) => new SocketCore(carrierType, context, () => policy),
      this,
    )
    context.add(this)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get inprocNames(): InprocNames<InprocPeer> {
    return this.context.inprocNames
  }

  /** Where it has been bound or connected, and that not undone. */
  get endpoints(): readonly string[] {
    return [...this.#endpoints.keys()]
  }

  /** True while messages have not all been handed to the system. */
  get hasUnsent(): boolean {
    for (const attachment of this.#attachments) if (attachment.hasUnsent) return true
    return false
  }

  get pending(): number {
    let pending = 0
    for (const attachment of this.#attachments) pending += attachment.pending ?? 0
    return pending
  }

  abandon(): void {
    for (const attachment of this.#attachments) if (attachment.pending) attachment.abandon?.()
  }

  finishNow(patience: Patience): void {
    for (const attachment of this.#attachments) attachment.finishNow?.(patience)
  }

  /**
   * Binds (zmq_bind(3)).
   *
   * @param opened what `openFor` came to
   * @returns the real endpoint
   * @throws SystemError EINVAL, EPROTONOSUPPORT, EADDRINUSE, EADDRNOTAVAIL, ENODEV, EACCES, …
   */
  bind(text: string, opened?: Opened): string {
    const { attachment, name } = bindTo(this, endpointFor(this, text, 'bind'), opened)
    this.#remember(name, attachment)
    this.options.lastEndpoint = name
    return name
  }

  /**
   * Connects (zmq_connect(3)): at once, also where nobody listens yet.
   *
   * @param routingId what the peer is to be called; if not given, as ZMQ_CONNECT_ROUTING_ID says, once
   * @throws SystemError EINVAL, EPROTONOSUPPORT, ENAMETOOLONG
   */
  connect(text: string, routingId?: Buffer): void {
    const endpoint = endpointFor(this, text, 'connect')
    const isRepeated = endpoint.transport !== 'inproc' && this.#endpoints.has(text)
    if (isRepeated && SOCKET_TYPES[this.type].connectsOnce === true) return
    const attachment = connectTo(this, endpoint, routingId)
    this.#remember(text, attachment)
    this.options.lastEndpoint = text
    attachment.start()
  }

  /**
   * Undoes a bind or connect (zmq_unbind(3), zmq_disconnect(3)), all of that text at once.
   *
   * @throws SystemError ENOENT if there is none; EINVAL for no endpoint at all
   */
  terminate(text: string): void {
    const endpoint = endpointFor(this, text)
    const name = this.#endpoints.has(text) ? text : this.#resolvedName(endpoint)
    const attachments = name === undefined ? undefined : this.#endpoints.get(name)
    if (attachments === undefined) throw systemError('ENOENT', { address: text })
    // Of an inproc name that is bound and connected to, as in libzmq, the bind goes first, alone.
    const alone = [...attachments].find(({ place }) => pipeFate('undone', place).isLinkKept)
    for (const attachment of alone === undefined ? attachments : [alone]) {
      this.#forget(name as string, attachment)
      attachment.close(this.options.linger, 'undone')
    }
  }

  /** Closes the socket (zmq_close(3)): endpoints end, messages linger, the monitor stops last. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.onReadable = undefined
    this.onWritable = undefined
    for (const tell of this.onClosing) tell()
    this.#endpoints.clear()
    for (const attachment of this.#attachments) attachment.close(this.options.linger, 'closed')
    this.#finishIfEnded()
  }

  setOption(number: number, value: OptionValue): void {
    const option = optionByNumber(number)
    if (option.does !== undefined) {
      this.#act(option.does, value)
      return
    }
    setOptionValue(this.options, option, value)
    if (option.mark === undefined) return
    this.#marks = undefined
    for (const pipe of this.pipes) pipe.marks = this.marks
  }

  /** What an option of these is: no value, but something to do. @throws SystemError EINVAL for other types */
  #act(what: 'subscribe' | 'unsubscribe', value: OptionValue): void {
    const act = this.pattern[what]
    if (act === undefined) throw systemError('EINVAL')
    act.call(this.pattern, value instanceof Uint8Array ? value : Buffer.from(String(value ?? '')))
  }

  /** @throws SystemError EINVAL for an option that is not there, or only written */
  getOption(number: number): OptionValue {
    return optionValue(this.options, optionByNumber(number))
  }

  /** Begins to keep an account of the peers that connect from now on; ends the one before. */
  trackLinks(options?: LinkOptions): PeerAccounts {
    this.#accounts?.stop()
    this.#accounts = new PeerAccounts(options)
    return this.#accounts
  }

  newPipe(routingId?: Buffer): Pipe {
    const pipe = new Pipe(this.marks, this.options.conflate)
    pipe.routingId = routingId
    return pipe
  }

  get marks(): Marks {
    const { receiveHighWaterMark, sendHighWaterMark } = this.options
    this.#marks ??= { receiveHighWaterMark, sendHighWaterMark }
    return this.#marks
  }

  attach(pipe: Pipe): boolean {
    if (!this.pattern.attach(pipe)) {
      pipe.close()
      return false
    }
    this.pipes.add(pipe)
    pipe.isUnheard = !this.pattern.receives
    pipe.inbound.onReadable = () => {
      this.pattern.readable(pipe)
      this.onReadable?.()
    }
    pipe.outbound.onWritable = () => {
      this.pattern.writable(pipe)
      this.#announceWritable()
    }
    if (pipe.inbound.length > 0) this.onReadable?.()
    this.#announceWritable()
    return true
  }

  refusal(peer: Peer): ReturnType<PeerAccounts['refusal']> {
    return this.#accounts?.refusal(peer)
  }

  up(pipe: Pipe, peer: Peer): void {
    this.#accounts?.up(pipe, peer)
    if (!this.pipes.has(pipe)) return
    this.pattern.up?.(pipe, peer)
    tellLinkUp(this, pipe, peer)
    // What came by inproc before the peer had a name can be read from here on.
    if (pipe.inbound.length > 0) this.onReadable?.()
    this.#announceWritable()
  }

  down(pipe: Pipe): void {
    if (this.pipes.has(pipe)) this.pattern.down?.(pipe)
  }

  control(pipe: Pipe, body: Buffer): void {
    if (this.pattern.control === undefined || !this.pipes.has(pipe)) return
    this.pattern.control(pipe, body)
    this.onReadable?.()
  }

  detach(pipe: Pipe, unread: Unread): void {
    if (unread === 'dropped') pipe.inbound.clear()
    if (!this.pipes.delete(pipe)) return
    const remove = (): void => this.#remove(pipe)
    if (pipe.observer?.postpones(remove) !== true) remove()
  }

  /**
   * Tells, once the present change is over, that there is room: who hears it sends, and what it sends
   * must not come before a message that is just on its way out of the same queue.
   */
  #announceWritable(): void {
    if (this.onWritable === undefined || this.#isAnnounced) return
    this.#isAnnounced = true
    queueMicrotask(() => {
      this.#isAnnounced = false
      this.onWritable?.()
    })
  }

  /** Tells both halves, once the present one is done, that it may be their turn. */
  #announceTurn(): void {
    this.#announceWritable()
    queueMicrotask(() => this.onReadable?.())
  }

  #remove(pipe: Pipe): void {
    pipe.close()
    pipe.outbound.onWritable = undefined
    this.pattern.detach(pipe)
    // An XPUB may have to tell what its peer has taken back by going.
    this.onReadable?.()
    this.onPeerGone?.()
  }

  newSettings(): EndpointSettings {
    const { curveSecretKey } = this.options
    // A copy of its own: each is overwritten when its endpoint has ended.
    const secret = curveSecretKey && Buffer.from(curveSecretKey)
    const options = { ...this.options, curveSecretKey: secret }
    const security = new Security(options, this.inprocNames, () => this.clock.now())
    return new EndpointSettings(this.type, options, security, this.context.random)
  }

  ended(attachment: Attachment, endpoint: EndpointFate = 'forget-endpoint'): void {
    this.#attachments.delete(attachment)
    if (endpoint === 'forget-endpoint') {
      for (const name of this.#endpoints.keys()) this.#forget(name, attachment)
    }
    this.#finishIfEnded()
  }

  #forget(name: string, attachment: Attachment): void {
    const attachments = this.#endpoints.get(name)
    if (attachments?.delete(attachment) && attachments.size === 0) this.#endpoints.delete(name)
  }

  #remember(name: string, attachment: Attachment): void {
    this.#attachments.add(attachment)
    const attachments = this.#endpoints.get(name) ?? new Set()
    attachments.add(attachment)
    this.#endpoints.set(name, attachments)
  }

  /** The name an endpoint was bound under, if the text is another way to write it. */
  #resolvedName(endpoint: Endpoint): string | undefined {
    const name = streamTransport(endpoint)?.boundAs?.(endpoint.address, this.options.ipv6)
    return name !== undefined && this.#endpoints.has(name) ? name : undefined
  }

  #finishIfEnded(): void {
    if (!this.#isClosed || this.hasEnded || this.#attachments.size > 0) return
    this.hasEnded = true
    this.monitoring.stopAll()
    this.options.curveSecretKey?.fill(0)
    this.context.remove(this)
    for (const tell of this.onEnded) tell()
  }
}
