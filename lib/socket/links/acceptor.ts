// The binding side of one endpoint of streams (zmq_bind(3)): the listener and the links it accepted.
// Their pipes come with the handshake and go with the link.
import { EVENTS } from '../../monitor/events.js'
import { errnoOf, type SystemError } from '../../errors.js'
import type { Timer } from '../../clock.js'
import type { Endpoint } from '../../transport/endpoint.js'
import type { Patience } from '../../transport/blocking.js'
import {
  BindError,
  type Listener,
  type ListenHandlers,
  type Opened,
  type Stream,
  type StreamTransport,
} from '../../transport/transport.js'
import type { ConnectionFailure } from '../../zmtp/connection-contract.js'
import { tellLinkEnded, tellLinkLost } from '../diagnostics.js'
import { parseAcceptFilter } from './accept-filter.js'
import type { Attachment, EndpointHost, SocketHost } from '../host.js'
import { whenRead, type Pipe } from './pipe.js'
import { endingOf, pipeFate, type Closing, type LinkEnding } from './pipe-life.js'
import type { Session, SessionOwner } from './session.js'
import { tlsSettings } from '../options/endpoint-settings.js'
import { openSession } from './sessions.js'

/** One bind to an endpoint of streams. */
export class Acceptor implements Attachment, SessionOwner {
  readonly place = 'bind'
  readonly settings: EndpointHost
  readonly #core: SocketHost
  readonly #sessions = new Map<Session, Pipe | undefined>()
  readonly #listener: Listener
  #linger: Timer | undefined
  #phase: 'open' | 'closing' | 'over' = 'open'

  /**
   * Binds, listens, and says so (LISTENING, or CLOSED and BIND_FAILED).
   *
   * @throws SystemError as zmq_bind
   */
  constructor(core: SocketHost, endpoint: Endpoint, transport: StreamTransport, opened?: Opened) {
    this.#core = core
    this.#listener = this.#listen(endpoint, transport, opened)
    this.settings = core.newSettings()
    this.#emit(EVENTS.LISTENING, this.#listener.descriptor)
  }

  /** The real endpoint, wildcards filled in. */
  get endpoint(): string {
    return this.#listener.endpoint
  }

  get hasUnsent(): boolean {
    return [...this.#sessions].some(hasUnsent)
  }

  close(lingerMs: number, closing: Closing): void {
    const { unread, unsent } = pipeFate(closing, this.place)
    if (this.#phase !== 'open') {
      // An unbind that waits for its messages to be read, and now the socket closes.
      for (const pipe of this.#sessions.values())
        if (pipe !== undefined) this.#core.detach(pipe, unread)
      return
    }
    this.#phase = 'closing'
    const failure = this.#listener.close()
    if (failure === undefined) this.#emit(EVENTS.CLOSED, this.#listener.descriptor)
    else this.#emit(EVENTS.CLOSE_FAILED, failure)
    if (lingerMs > 0) this.#linger = this.#core.clock.after(lingerMs, () => this.#destroySessions())
    for (const [session, pipe] of this.#sessions) {
      if (unread === 'awaited') session.takeIn()
      if (pipe !== undefined) this.#core.detach(pipe, unread)
      whenRead(pipe, () => {
        if (unsent === 'lingers' && lingerMs !== 0 && session.isReady) session.close(closing)
        else this.#destroy(session, closing)
      })
    }
    this.#endIfDone()
  }

  finishNow(patience: Patience): void {
    for (const each of this.#sessions) if (hasUnsent(each)) each[0].finishNow(patience)
  }

  get pending(): number {
    return [...this.#sessions.keys()].filter(session => session.isWriting).length
  }

  abandon(): void {
    for (const session of this.#sessions.keys()) if (session.isWriting) session.abandon()
  }

  pipeFor(session: Session): Pipe | undefined {
    const pipe = this.#core.newPipe()
    pipe.ends = session.ends
    if (!this.#core.attach(pipe)) return undefined
    this.#sessions.set(session, pipe)
    return pipe
  }

  lost(session: Session, failure: ConnectionFailure): void {
    tellLinkLost(this.#core, this.place, session, failure)
    this.#forget(session, endingOf(failure))
  }

  closed(session: Session, ending: Closing | 'cut'): void {
    tellLinkEnded(this.#core, this.place, session, ending)
    this.#forget(session, ending)
  }

  replaced(session: Session): void {
    const pipe = this.#sessions.get(session)
    if (pipe !== undefined) this.#core.detach(pipe, pipeFate('replaced', this.place).unread)
  }

  #listen(endpoint: Endpoint, transport: StreamTransport, opened?: Opened): Listener {
    const { backlog, ipv6: isIPv6 } = this.#core.options
    const tls = tlsSettings(this.#core.options)
    const handlers: ListenHandlers = {
      accepted: stream => this.#accepted(stream),
      acceptFailed: (error: SystemError) => this.#emit(EVENTS.ACCEPT_FAILED, error.errno),
    }
    try {
      return transport.listen(endpoint.address, { backlog, isIPv6, tls, opened }, handlers)
    } catch (error) {
      if (!(error instanceof BindError)) throw error
      this.#bindFailed(endpoint.address, transport.namesFailedBind ? endpoint.text : '', error)
      throw Object.assign(error.cause, { address: endpoint.text })
    }
  }

  #bindFailed(address: string, name: string, { descriptor, cause }: BindError): void {
    const { monitoring } = this.#core
    if (descriptor !== undefined) monitoring.emit(EVENTS.CLOSED, descriptor, name, '', this.place)
    monitoring.emit(EVENTS.BIND_FAILED, cause.errno, address, '', this.place)
  }

  #accepted(stream: Stream): void {
    const { tcpAcceptFilter } = this.settings.options
    const isAllowed = tcpAcceptFilter === null ? undefined : parseAcceptFilter(tcpAcceptFilter)
    const address = stream.remoteAddress
    if (isAllowed !== undefined && address !== undefined && !isAllowed(address)) {
      stream.destroy()
      // What accept(2) left behind in errno is what libzmq says here.
      this.#emit(EVENTS.ACCEPT_FAILED, errnoOf('EAGAIN'))
      return
    }
    const { monitoring } = this.#core
    monitoring.emit(EVENTS.ACCEPTED, stream.descriptor, stream.local, stream.remote, this.place)
    const session = openSession(this.#core, this, stream, stream.remote)
    this.#sessions.set(session, undefined)
    session.start()
  }

  #destroySessions(): void {
    for (const session of this.#sessions.keys()) this.#destroy(session, 'late')
    this.#endIfDone()
  }

  #destroy(session: Session, ending: LinkEnding): void {
    tellLinkEnded(this.#core, this.place, session, ending)
    this.#forget(session, ending)
    session.destroy()
  }

  #forget(session: Session, ending: LinkEnding): void {
    const pipe = this.#sessions.get(session)
    if (!this.#sessions.delete(session)) return
    if (pipe !== undefined) this.#core.detach(pipe, pipeFate(ending, this.place).unread)
    this.#endIfDone()
  }

  #endIfDone(): void {
    if (this.#phase !== 'closing' || this.#sessions.size > 0) return
    this.#phase = 'over'
    this.#linger?.cancel()
    this.settings.security.forget()
    this.#core.ended(this)
  }

  /** For what concerns the listener. */
  #emit(event: number, value: number): void {
    this.#core.monitoring.emit(event, value, this.#listener.endpoint, '', this.place)
  }
}

function hasUnsent([session, pipe]: readonly [Session, Pipe | undefined]): boolean {
  return session.hasUnsentBytes || (pipe?.outbound.length ?? 0) > 0
}
