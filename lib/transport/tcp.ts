// tcp:// over node:net (zmq_tcp(7)): bind to addresses, interfaces and wildcards, connect to
// addresses and names, with a source address if wanted.
import { lookup, V4MAPPED } from 'node:dns'
import { isIP } from 'node:net'
import { fromNodeError, systemError, type SystemError } from '../errors.js'
import type { Clock, Timer } from '../clock.js'
import { descriptorOf } from './descriptor.js'
import {
  formatTcp,
  parseHostPort,
  parseTcpTarget,
  type HostPort,
  type TcpTarget,
} from './endpoint.js'
import { listenOnAddress } from './listen.js'
import { NetStream, type StreamEnds } from './net-stream.js'
import { type AcceptHandlers, openIfLater } from './open.js'
import { PeerSocket } from './peer-socket.js'
import { Reading } from './reading.js'
import { hasBadZone, localAddress, numericAddress } from './resolve.js'
import { dialThroughSocks, SocksTalk } from './socks.js'
import {
  BindError,
  type DialHandlers,
  type Dialing,
  type DialOptions,
  type Listener,
  type ListenHandlers,
  type ListenOptions,
  type StreamTransport,
} from './transport.js'

/**
 * Binds and listens, at once, as zmq_bind does.
 *
 * @param address what follows `tcp://`
 * @throws BindError
 */
export function listenTcp(
  address: string,
  options: ListenOptions,
  handlers: ListenHandlers,
): Listener {
  const { host, port } = placeOf(address, options)
  const accept: AcceptHandlers = {
    accepted: (socket, reading) => handlers.accepted(tcpStream(socket, reading)),
    acceptFailed: error => handlers.acceptFailed(error),
  }
  const bound = listenOnAddress(host, port, options.backlog, accept, options.opened)
  return {
    endpoint: formatTcp(bound.address, bound.port),
    descriptor: bound.descriptor,
    close() {
      bound.close()
      return undefined
    },
  }
}

/** @throws BindError EINVAL, ENODEV */
function placeOf(address: string, { isIPv6 }: Pick<ListenOptions, 'isIPv6'>): HostPort {
  const hostPort = parseHostPort(address, true)
  if (hostPort === undefined || hasBadZone(hostPort.host))
    throw new BindError(systemError('EINVAL', { address }))
  const host = localAddress(hostPort.host, isIPv6)
  if (host === undefined) throw new BindError(systemError('ENODEV', { address }))
  return { host, port: hostPort.port }
}

/**
 * The endpoint a tcp address would be bound as, where that can be told without binding.
 *
 * @param address what follows `tcp://`
 */
export function resolveBindAddress(address: string, isIPv6: boolean): string | undefined {
  const hostPort = parseHostPort(address, true)
  const host = hostPort && localAddress(hostPort.host, isIPv6)
  return host === undefined ? undefined : formatTcp(host, hostPort?.port ?? 0)
}

const TCP_ENDS: StreamEnds = {
  isNetwork: true,
  local: socket => endName(socket.localAddress, socket.localPort),
  remote: socket => endName(socket.remoteAddress, socket.remotePort),
}

/** The name of one end; empty, as in libzmq, where the system has none: the peer has reset already. */
function endName(address: string | undefined, port: number | undefined): string {
  return address === undefined ? '' : formatTcp(address, port ?? 0)
}

function tcpStream(socket: PeerSocket, reading: Reading): NetStream {
  socket.setNoDelay(true)
  return new NetStream(socket, reading, TCP_ENDS)
}

/** Starts one attempt to connect; names are looked up anew each time, as libzmq does. */
export function dialTcp(
  target: TcpTarget,
  options: DialOptions,
  clock: Clock,
  handlers: DialHandlers<NetStream>,
): Dialing {
  const attempt = new TcpAttempt(target, options, clock, handlers)
  attempt.start()
  return attempt
}

class TcpAttempt implements Dialing {
  descriptor: number | undefined
  #socket: PeerSocket | undefined
  #timer: Timer | undefined
  #isOver = false
  #connected = (): void => {}

  readonly #target: TcpTarget
  readonly #options: DialOptions
  readonly #clock: Clock
  readonly #handlers: DialHandlers<NetStream>

  constructor(
    target: TcpTarget,
    options: DialOptions,
    clock: Clock,
    handlers: DialHandlers<NetStream>,
  ) {
    this.#target = target
    this.#options = options
    this.#clock = clock
    this.#handlers = handlers
  }

  start(): void {
    const { host } = this.#target.host
    const wantsIPv6 = this.#options.isIPv6
    const numeric = numericAddress(host, wantsIPv6)
    if (numeric !== undefined) {
      this.#connect(numeric)
      return
    }
    // An empty name would be looked up as localhost; libzmq finds nothing for it, nor for IPv6 unasked.
    if (host === '' || isIP(host) !== 0) {
      process.nextTick(() => this.#fail(systemError('EINVAL')))
      return
    }
    const family = wantsIPv6 ? { family: 6, hints: V4MAPPED } : { family: 4 }
    lookup(host, family, (error, address) => {
      if (this.#isOver) return
      if (error === null) this.#connect(address)
      else this.#fail(systemError(error.code ?? 'EINVAL', { address: host }))
    })
  }

  cancel(): void {
    this.#finish()
    this.#socket?.destroy()
  }

  finishNow(): void {
    if (!this.#isOver && this.descriptor !== undefined) this.#connected()
  }

  #connect(host: string): void {
    const { source, host: target } = this.#target
    const ourSide = localSide(source, this.#options.isIPv6)
    if (ourSide === undefined) {
      process.nextTick(() => this.#fail(systemError('ENODEV', { address: source?.host ?? '' })))
      return
    }
    const reading = new Reading()
    const socket = new PeerSocket(reading)
    socket.connect({ host, port: target.port, autoSelectFamily: false, ...ourSide })
    this.#socket = socket
    socket.on('error', error => this.#fail(fromNodeError(error), 'socket'))
    this.#connected = () => {
      if (this.#isOver) return
      this.#finish()
      socket.removeAllListeners('error')
      this.#handlers.connected(tcpStream(socket, reading))
    }
    socket.once('connect', this.#connected)
    // `connect` makes the handle and calls connect(2) on the next tick; ours comes right after.
    process.nextTick(() => {
      if (this.#isOver || socket.destroyed) return
      this.descriptor = descriptorOf(socket)
      socket.unref()
      this.#startTimer()
      this.#handlers.delayed()
    })
  }

  /** From here on the peer can answer. */
  #startTimer(): void {
    const { timeoutMs } = this.#options
    if (timeoutMs <= 0) return
    this.#timer = this.#clock.after(timeoutMs, () => this.#fail(systemError('ETIMEDOUT'), 'socket'))
  }

  #fail(error: SystemError, stage: 'name' | 'socket' = 'name'): void {
    if (this.#isOver) return
    this.#finish()
    this.#socket?.destroy()
    // Where a source cannot be bound, Node has closed the socket before its descriptor could be seen.
    this.#handlers.failed(error, stage === 'socket' ? (this.descriptor ?? -1) : undefined)
  }

  #finish(): void {
    this.#isOver = true
    this.#timer?.cancel()
  }
}

/** What is bound before the connect; undefined for a source that is no address and no interface. */
function localSide(
  source: HostPort | undefined,
  isIPv6: boolean,
): { localAddress?: string; localPort?: number } | undefined {
  if (source === undefined) return {}
  const address = localAddress(source.host, isIPv6)
  if (address === undefined) return undefined
  return {
    ...(source.host === '*' ? {} : { localAddress: address }),
    ...(source.port === 0 ? {} : { localPort: source.port }),
  }
}

/** Its row in the table of transports. */
export const tcp: StreamTransport = {
  listen: listenTcp,
  open: (address, options) => openIfLater(() => placeOf(address, options), options.backlog),
  dialer(endpoint) {
    const target = parseTcpTarget(endpoint)
    return (options, clock, handlers) => {
      const { proxy, timeoutMs } = options
      if (proxy === undefined) return dialTcp(target, options, clock, handlers)
      const host = parseHostPort(proxy.address, false) ?? { host: '', port: 0 }
      const dial = (toProxy: DialHandlers<NetStream>): Dialing =>
        dialTcp({ source: undefined, host }, options, clock, toProxy)
      const talk = new SocksTalk(proxy, target.host)
      return dialThroughSocks(talk, dial, timeoutMs, clock, handlers)
    }
  },
  boundAs: resolveBindAddress,
  namesFailedBind: false,
  heedsRefusal: true,
  takesProxy: true,
}
