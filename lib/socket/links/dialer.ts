// The connecting side of one endpoint (zmq_connect(3)): attempts, waits, and the pipe that outlives
// them. Which event comes when is the table in docs/events.md.
//
//   dialing ──up──► linked ──lost──► waiting ──timer──► dialing
//      └──refused, no name, time-out──► waiting
//   any ──protocol error, disconnect, close──► over
import { EVENTS } from '../../monitor/events.js'
import { errnoOf } from '../../errors.js'
import type { Timer } from '../../clock.js'
import type { Patience } from '../../transport/blocking.js'
import type { Endpoint } from '../../transport/endpoint.js'
import type {
  Dial,
  Dialing,
  SocksProxy,
  Stream,
  StreamTransport,
} from '../../transport/transport.js'
import type { ConnectionFailure } from '../../zmtp/connection-contract.js'
import { tellDialFailed, tellLinkEnded, tellLinkLost } from '../diagnostics.js'
import type { Backoff } from './backoff.js'
import type { Attachment, EndpointFate, EndpointHost, SocketHost } from '../host.js'
import type { Pipe, PipeEnds } from './pipe.js'
import { endingOf, pipeFate, type Closing, type LinkEnding } from './pipe-life.js'
import type { Session, SessionOwner } from './session.js'
import { tlsSettings } from '../options/endpoint-settings.js'
import { openSession } from './sessions.js'

/** Bits of ZMQ_RECONNECT_STOP that libzmq heeds here (zmq_setsockopt(3)). */
const STOP_CONN_REFUSED = 1
const STOP_HANDSHAKE_FAILED = 2

/** One connect to an endpoint of streams. */
export class Dialer implements Attachment, SessionOwner {
  readonly place = 'connect'
  readonly settings: EndpointHost
  readonly #core: SocketHost
  readonly #routingId: Buffer | undefined
  readonly #transport: StreamTransport
  readonly #dial: Dial
  /** What PIPES_STATS calls the peer as long as there was none. */
  readonly #given: string
  /** The name events use: as given at first, numeric once a connection has been up. A proxy's, if there is one. */
  #name: string
  #backoff: Backoff
  #pipe: Pipe | undefined
  #dialing: Dialing | undefined
  #session: Session | undefined
  #timer: Timer | undefined
  #linger: Timer | undefined
  #phase: 'open' | Closing | 'over' = 'open'

  /** @throws SystemError where zmq_connect refuses the text at once */
  constructor(
    core: SocketHost,
    endpoint: Endpoint,
    transport: StreamTransport,
    routingId?: Buffer,
  ) {
    this.#core = core
    this.#routingId = routingId
    this.#transport = transport
    this.#dial = transport.dialer(endpoint)
    this.settings = core.newSettings()
    const proxy = this.#proxy
    this.#given = proxy === undefined ? endpoint.text : `tcp://${proxy.address}`
    this.#name = transport.nameOf?.(endpoint) ?? this.#given
    this.#backoff = this.settings.newBackoff()
  }

  get hasUnsent(): boolean {
    if (this.#phase === 'over') return false
    return (this.#pipe?.outbound.length ?? 0) > 0 || (this.#session?.hasUnsentBytes ?? false)
  }

  start(): void {
    if (!this.settings.options.immediate) this.#attachPipe({ local: '', remote: this.#given })
    this.#attempt()
  }

  close(lingerMs: number, closing: Closing): void {
    if (this.#phase !== 'open') return
    this.#phase = closing
    const { unread, unsent } = pipeFate(closing, this.place)
    if (this.#pipe !== undefined) this.#core.detach(this.#pipe, unread)
    const lingers = unsent === 'lingers' && lingerMs !== 0
    const isNothingLeft = (this.#pipe?.outbound.length ?? 0) === 0
    if (!lingers || (isNothingLeft && this.#session?.isReady !== true)) {
      this.#end(closing)
      return
    }
    if (lingerMs > 0) this.#linger = this.#core.clock.after(lingerMs, () => this.#end('late'))
    this.#session?.close(closing)
  }

  finishNow(patience: Patience): void {
    if (!this.hasUnsent) return
    this.#dialing?.finishNow()
    this.#session?.finishNow(patience)
  }

  get pending(): number {
    return this.#dialing !== undefined || this.#session?.isWriting === true ? 1 : 0
  }

  abandon(): void {
    if (this.#session?.isWriting === true) this.#session.abandon()
    if (this.#dialing === undefined) return
    this.#cancelDialing()
    this.#wait()
  }

  pipeFor({ ends }: Session): Pipe | undefined {
    return this.#pipe ?? this.#attachPipe(ends)
  }

  lost(session: Session, failure: ConnectionFailure): void {
    tellLinkLost(this.#core, this.place, session, failure)
    this.#session = undefined
    const ending = this.#endingOf(failure)
    const { unsent, redials } = pipeFate(ending, this.place)
    if (redials !== true) {
      // As in libzmq an endpoint whose peer refused us, or broke a rule, can still be disconnected; one that is
      // not tried again because of an option is gone.
      const isFault = endingOf(failure) === 'fault'
      this.#end(ending, isFault ? 'keep-endpoint' : 'forget-endpoint')
      return
    }
    if (unsent === 'dropped') this.#dropPipe(ending)
    if (this.#isDone()) {
      this.#end(ending)
      return
    }
    this.#backoff = this.settings.newBackoff()
    this.#wait()
  }

  closed(session: Session, ending: Closing | 'cut'): void {
    tellLinkEnded(this.#core, this.place, session, ending)
    this.#session = undefined
    this.#end(ending)
  }

  replaced(): void {
    this.#dropPipe('replaced')
  }

  /** How the pipe ends whose link has failed: where there is to be no other attempt, as by a fault. */
  #endingOf(failure: ConnectionFailure): 'gone' | 'gone-immediate' | 'fault' {
    const { reconnectInterval, immediate } = this.settings.options
    const isStopped = failure.state !== 'traffic' && this.#mustStop(STOP_HANDSHAKE_FAILED)
    if (isStopped || reconnectInterval <= 0) return 'fault'
    const ending = endingOf(failure)
    return ending === 'gone' && immediate ? 'gone-immediate' : ending
  }

  /** True while closing with nothing left to send. */
  #isDone(): boolean {
    return this.#phase !== 'open' && (this.#pipe?.outbound.length ?? 0) === 0
  }

  #mustStop(reason: number): boolean {
    return (this.settings.options.reconnectStop & reason) !== 0
  }

  #attachPipe(ends: PipeEnds): Pipe | undefined {
    const pipe = this.#core.newPipe(this.#routingId)
    pipe.ends = ends
    if (!this.#core.attach(pipe)) return undefined
    this.#pipe = pipe
    return pipe
  }

  #dropPipe(ending: LinkEnding | 'gone-immediate' | 'replaced'): void {
    if (this.#pipe === undefined) return
    this.#core.detach(this.#pipe, pipeFate(ending, this.place).unread)
    this.#pipe = undefined
  }

  /** Who is to be asked to connect, if anybody is. */
  get #proxy(): SocksProxy | undefined {
    const { socksProxy, socksUsername, socksPassword } = this.settings.options
    if (!this.#transport.takesProxy || socksProxy === null) return undefined
    return { address: socksProxy, username: socksUsername ?? '', password: socksPassword ?? '' }
  }

  #attempt(): void {
    const { ipv6: isIPv6, connectTimeout: timeoutMs } = this.settings.options
    const proxy = this.#proxy
    const tls = tlsSettings(this.settings.options)
    const greeting = () => this.settings.connectionSettings()
    this.#dialing = this.#dial({ isIPv6, timeoutMs, proxy, tls, greeting }, this.#core.clock, {
      delayed: () => this.#emit(EVENTS.CONNECT_DELAYED, errnoOf('EINPROGRESS')),
      connected: stream => this.#connected(stream),
      failed: (error, descriptor) => {
        const { code } = error
        this.#dialing = undefined
        tellDialFailed(this.#core, this.#name, error)
        if (descriptor !== undefined) this.#emit(EVENTS.CLOSED, descriptor)
        const isRefused = code === 'ECONNREFUSED' && this.#transport.heedsRefusal
        if (isRefused && this.#mustStop(STOP_CONN_REFUSED)) this.#end('fault')
        else this.#wait()
      },
    })
  }

  #connected(stream: Stream): void {
    this.#dialing = undefined
    const { monitoring } = this.#core
    monitoring.emit(EVENTS.CONNECTED, stream.descriptor, stream.local, this.#name, this.place)
    this.#session = openSession(this.#core, this, stream, this.#name)
    this.#name = stream.remote || this.#name
    this.#session.start()
    if (this.#phase === 'undone' || this.#phase === 'closed') this.#session.close(this.#phase)
  }

  #wait(): void {
    const waitMs = this.#backoff.next()
    if (waitMs === undefined) return
    this.#emit(EVENTS.CONNECT_RETRIED, waitMs)
    this.#timer = this.#core.clock.after(waitMs, () => this.#attempt())
  }

  #cancelDialing(): void {
    const dialing = this.#dialing
    this.#dialing = undefined
    if (dialing?.descriptor !== undefined) this.#emit(EVENTS.CLOSED, dialing.descriptor)
    dialing?.cancel()
  }

  /** Gives up everything; the core forgets this dialer. */
  #end(ending: LinkEnding | 'gone-immediate', endpoint?: EndpointFate): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    this.#timer?.cancel()
    this.#linger?.cancel()
    this.#cancelDialing()
    if (this.#session !== undefined) {
      tellLinkEnded(this.#core, this.place, this.#session, ending)
      this.#session.destroy()
    }
    this.#dropPipe(ending)
    this.settings.security.forget()
    this.#core.ended(this, endpoint)
  }

  /** For what happens without a connection: no local name. */
  #emit(event: number, value: number): void {
    this.#core.monitoring.emit(event, value, '', this.#name, this.place)
  }
}
