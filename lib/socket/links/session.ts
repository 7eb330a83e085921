// One link of a socket, tied to a pipe: moves messages between the two, with back-pressure both ways,
// and reports the handshake's end and the link's. Dialer and acceptor own sessions and decide what
// a lost one means.
import { EVENTS } from '../../monitor/events.js'
import { errnoOf, type SystemError } from '../../errors.js'
import type { Patience } from '../../transport/blocking.js'
import { greetNow, sendNow } from '../../transport/last-words.js'
import { Link, type LinkListener } from '../../transport/link.js'
import type { Stream } from '../../transport/transport.js'
import type {
  ConnectionFailure,
  ConnectionSettings,
  PeerInfo,
} from '../../zmtp/connection-contract.js'
import type { ZapCredentials, ZapStatus, ZapVerdict } from '../../zmtp/zap.js'
import type { EndpointHost, SocketHost } from '../host.js'
import type { HandshakeWait } from '../security/handshake-turns.js'
import type { Subscription } from '../pattern/subscription.js'
import { peerOf, type EventSide, type Peer } from './peer.js'
import { ABANDONED, failureEvent } from './failure-event.js'
import type { Outlet, Pipe, PipeEnds, Taker } from './pipe.js'
import { endingOf, pipeFate, type Closing } from './pipe-life.js'
import { tellSubscription } from './tell-subscription.js'

/** One connection of a socket, as its owner sees it. */
export interface Session {
  /** Begins to speak. */
  start(): void
  /** True once messages can pass. */
  readonly isReady: boolean
  readonly hasUnsentBytes: boolean
  /** What events call the two sides. */
  readonly ends: PipeEnds
  /** True while the system has not taken all that was written. */
  readonly isWriting: boolean
  /**
   * Takes everything in that was read of the peer, whatever the mark, and no more after it: this side has
   * ended the connection, which goes when its messages have been read.
   */
  takeIn(): void
  /** Closes once what is queued has left; one that is not ready yet becomes so first. */
  close(closing: Closing): void
  /** Closes now; the queue is lost. */
  destroy(): void
  /** Ends it, as if the peer had gone. */
  abandon(): void
  /** The process ends: what waits leaves now, without the event loop, as long as it moves. */
  finishNow(patience: Patience): void
}

/** What a session's owner must do for it. */
export interface SessionOwner {
  readonly place: EventSide
  /** What the connections of its endpoint go by. */
  readonly settings: EndpointHost
  /** The pipe for a link that is ready; undefined if the socket takes no more peers. */
  pipeFor(session: Session): Pipe | undefined
  /** The link is lost; its events have been emitted. */
  lost(session: Session, failure: ConnectionFailure): void
  /** It has ended on this side: `close` has finished, or the peer was not wanted any more. */
  closed(session: Session, ending: Closing | 'cut'): void
  /** Its place is another peer's: the pipe is no longer the socket's, the link stays. */
  replaced(session: Session): void
}

/** A link and the pipe it serves. */
export class ZmtpSession implements Session, LinkListener, Outlet {
  readonly #core: SocketHost
  readonly #owner: SessionOwner
  readonly #link: Link
  readonly #local: string
  readonly #remote: string
  /** The peer's, while it could be told. */
  readonly #address: string | undefined
  #pipe: Pipe | undefined
  #peer: Peer | undefined
  /** While ZAP is asked, or others have their turn. */
  #waiting: HandshakeWait | undefined
  #isDenied = false
  /** While it ends once what is queued has left: why. */
  #closing: Closing | undefined
  #isMute = false
  /** What is decoded: as the mailbox has room; all that was read; or nothing more. */
  #intake: 'as-wanted' | 'all' | 'none' = 'as-wanted'

  /** @param remote what events call the other side: on the connecting side the endpoint as given */
  constructor(core: SocketHost, owner: SessionOwner, stream: Stream, remote: string) {
    this.#core = core
    this.#owner = owner
    this.#local = stream.local
    this.#remote = remote
    this.#address = stream.remoteAddress
    this.#link = new Link(stream, this.#settings(), this, core.clock)
    owner.settings.applyStreamOptions(stream)
  }

  get ends(): PipeEnds {
    return { local: this.#local, remote: this.#remote }
  }

  get stream(): Stream {
    return this.#link.stream
  }

  get hasUnsentBytes(): boolean {
    return this.#link.hasUnsentBytes
  }

  start(): void {
    this.#link.start(this.#owner.settings.security.loading)
  }

  get taker(): Taker {
    return this.#link.writer
  }

  get isReady(): boolean {
    return this.#link.isReady
  }

  takeIn(): void {
    if (this.#pipe === undefined) return
    this.#intake = 'all'
    this.#link.resume()
    this.#intake = 'none'
  }

  close(closing: Closing): void {
    this.#closing = closing
    this.#link.forgetUnread()
    this.#pump()
  }

  finishNow(patience: Patience): void {
    const canGreet = this.#owner.settings.security.loading === undefined
    if (this.#peer === undefined && canGreet) greetNow(this.#link, patience)
    sendNow(this.#link, () => this.#pipe?.outbound.shift(), patience)
  }

  get isWriting(): boolean {
    return this.#link.stream.isWriting
  }

  abandon(): void {
    this.#cutOff(() => this.#owner.lost(this, ABANDONED))
  }

  /** Packed bytes still go to the system if it takes them at once. */
  destroy(): void {
    this.#unplug()
    if (this.#link.isReady && !this.isWriting) this.#link.close()
    else this.#link.destroy()
  }

  /** For libzmq the WebSocket's handshake is one, and the mechanism's another. */
  agreed(): void {
    this.#emit(EVENTS.HANDSHAKE_SUCCEEDED, 0)
  }

  ready(info: PeerInfo): void {
    const place = {
      side: this.#owner.place,
      descriptor: this.#link.stream.descriptor,
      remote: this.#remote,
      drop: () => this.#cutOff(),
      replace: () => this.#silence(),
    }
    const peer = peerOf(place, info)
    const refusal = this.#core.refusal(peer)
    if (refusal !== undefined) {
      this.#emit(EVENTS.HANDSHAKE_FAILED_NO_DETAIL, errnoOf(refusal))
      this.#cutOff()
      return
    }
    const pipe = this.#owner.pipeFor(this)
    this.#pipe = pipe
    if (pipe !== undefined) {
      pipe.outlet = this
      pipe.outbound.onReadable = () => this.#pump()
      pipe.inbound.onWritable = () => this.#link.resumeSoon()
      pipe.inbound.source = this.#link.source
      // What an earlier link brought may fill it still.
      if (!pipe.inbound.checkWrite()) this.#link.pause()
      this.#peer = peer
      if (info.protocol === '3.x') this.#core.up(pipe, peer)
    }
    if (info.protocol === '3.x') this.#emit(EVENTS.HANDSHAKE_SUCCEEDED, 0)
    this.#pump()
  }

  /** A peer of ZMTP 2.0 or 1.0 says only now who it is. */
  identified(routingId: Buffer): void {
    const identity = routingId.length > 0 ? Buffer.from(routingId) : undefined
    if (this.#pipe !== undefined && this.#peer !== undefined) {
      this.#core.up(this.#pipe, { ...this.#peer, identity })
    }
  }

  control(body: Buffer): void {
    if (this.#pipe !== undefined) this.#core.control(this.#pipe, body)
  }

  tell(subscription: Subscription): void {
    tellSubscription(this.#link, this.#core.type, this.#peer, subscription)
  }

  asked(credentials: ZapCredentials): ZapVerdict | SystemError | undefined {
    const address = this.#link.stream.remoteAddress ?? ''
    const { judgement, asking } = this.#owner.settings.security.judge(
      { ...credentials, address },
      verdict => {
        this.#waiting = undefined
        this.#link.answered(verdict)
      },
    )
    this.#waiting = asking
    return judgement
  }

  mayCompute(): boolean {
    const { handshakeTurns: turns } = this.#core
    this.#waiting = turns.begin(this.#address ?? '', () => this.#link.resume())
    return this.#waiting === undefined
  }

  computed(): void {
    this.#core.handshakeTurns.done()
  }

  denied(status: ZapStatus): void {
    this.#isDenied = true
    this.#emit(EVENTS.HANDSHAKE_FAILED_AUTH, status)
  }

  message(parts: Buffer[]): boolean {
    const pipe = this.#pipe
    // A peer beyond PAIR's first stays connected, but is not read.
    if (pipe === undefined || this.#isMute || this.#intake === 'none') return false
    if (pipe.isUnheard) return true
    const hasRoom = pipe.inbound.put(parts)
    return hasRoom || this.#intake === 'all'
  }

  get takesOnDemand(): boolean {
    return this.#intake === 'as-wanted' && (this.#pipe?.inbound.hasSource ?? false)
  }

  get willResume(): boolean {
    return this.#pipe !== undefined && !this.#isMute
  }

  get asksHowItEnds(): boolean {
    return this.#pipe?.observer !== undefined
  }

  drained(): void {
    this.#pump()
  }

  failed(failure: ConnectionFailure): void {
    // A peer that broke a rule, or fell silent, did not leave as one that has read all.
    if (this.#link.isBroken || failure.kind !== 'gone') this.#pipe?.observer?.broke()
    if (failure.kind === 'gone' && this.#link.isFirstPingUnanswered) {
      this.#core.pingVictims.add(this.#pingKey)
    }
    this.#unplug()
    // That the peer did not go on was told when ZAP refused it.
    const isTold = this.#isDenied && (failure.kind === 'silent' || failure.kind === 'gone')
    const event = isTold ? undefined : failureEvent(failure)
    if (event !== undefined) this.#emit(...event)
    this.#announce(endingOf(failure))
    this.#owner.lost(this, failure)
  }

  closed(): void {
    this.#owner.closed(this, this.#closing ?? 'closed')
  }

  #settings(): ConnectionSettings {
    const settings = this.#owner.settings.connectionSettings()
    if (!this.#core.pingVictims.has(this.#pingKey)) return settings
    return { ...settings, heartbeat: { ...settings.heartbeat, intervalMs: 0 } }
  }

  /** What tells a peer from others, also when it comes again: at a bind its address without a port. */
  get #pingKey(): string {
    return this.#owner.place === 'connect' ? this.#remote : (this.#address ?? this.#local)
  }

  /** Moves queued messages to the link while it takes them. */
  #pump(): void {
    const link = this.#link
    const outbound = this.#pipe?.outbound
    while (outbound !== undefined && link.writer.canTake) {
      const message = outbound.shift()
      if (message === undefined) break
      link.writer.take(message)
    }
    if (this.#closing !== undefined && link.isReady && (outbound?.length ?? 0) === 0) {
      this.#unplug()
      link.close()
    }
  }

  /** The peer's place is another's: it stays connected, is read no more, and gets what waits for it. */
  #silence(): void {
    const pipe = this.#pipe
    if (pipe === undefined) return
    this.#isMute = true
    pipe.inbound.onWritable = undefined
    pipe.inbound.source = undefined
    this.#owner.replaced(this)
  }

  /** Ends the link though the peer is there: for it, and for the events, it is lost. */
  #cutOff(tellOwner = (): void => this.#owner.closed(this, 'cut')): void {
    this.#unplug()
    this.#announce('cut')
    this.#link.destroy()
    tellOwner()
  }

  #announce(ending: 'gone' | 'fault' | 'cut'): void {
    const { event } = pipeFate(ending, this.#owner.place)
    if (event !== undefined) this.#emit(EVENTS[event], this.#link.stream.descriptor)
  }

  #unplug(): void {
    this.#waiting?.end()
    const pipe = this.#pipe
    if (pipe === undefined) return
    this.#pipe = undefined
    pipe.outlet = undefined
    pipe.outbound.onReadable = undefined
    pipe.inbound.onWritable = undefined
    pipe.inbound.source = undefined
    this.#core.down(pipe)
  }

  #emit(event: number, value: number): void {
    this.#core.monitoring.emit(event, value, this.#local, this.#remote, this.#owner.place)
  }
}
