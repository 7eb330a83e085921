// tcp through a SOCKS5 proxy (RFC 1928; RFC 1929 for a name and a password), as zmq_setsockopt(3)'s ZMQ_SOCKS_PROXY
// has it: the proxy is asked, before the first octet of ZMTP, to connect to the endpoint, whose name it looks up.
//
//   ours    05 n method…                                      method 0 none, 2 name and password
//   theirs  05 method
//   ours    01 length name length password                    only for method 2
//   theirs  01 status                                         0 = welcome
//   ours    05 01 00 type address port                        type 1 IPv4, 3 name with its length, 4 IPv6
//   theirs  05 status 00 type address port                    0 = what follows is the endpoint's
import { isIP } from 'node:net'
import type { Clock, Timer } from '../clock.js'
import { systemError, type SystemError } from '../errors.js'
import type { HostPort } from './endpoint.js'
import type { NetStream } from './net-stream.js'
import type { DialHandlers, Dialing, SocksProxy, StreamReader } from './transport.js'

const VERSION = 5
const AUTHENTICATION_VERSION = 1
const METHOD_NONE = 0
const METHOD_PASSWORD = 2
const CONNECT = 1
/** The longest name that its one octet of length can tell. */
const NAME_MAX = 255
const IPV4 = 1
const NAME = 3
const IPV6 = 4

/** The largest status that RFC 1928 knows. */
const STATUS_MAX = 8

/** One talk with a proxy, without I/O. */
export class SocksTalk {
  /** What the proxy sends next; `over` once the endpoint is what answers. */
  #expected: 'choice' | 'welcome' | 'reply' | 'over' = 'choice'
  #received: Buffer = Buffer.alloc(0)
  readonly #proxy: SocksProxy
  readonly #target: HostPort

  constructor(proxy: SocksProxy, target: HostPort) {
    this.#proxy = proxy
    this.#target = target
  }

  /** The first octets to send. */
  start(): Buffer {
    return Buffer.from([VERSION, 1, this.#proxy.username !== '' ? METHOD_PASSWORD : METHOD_NONE])
  }

  /**
   * Takes what the proxy says.
   *
   * @returns what to send, or, in `rest`, what the endpoint has said already: then the talk is over; nothing if
   * there is to be more
   * @throws SystemError EHOSTUNREACH for a proxy that will not, or speaks no SOCKS, or a name that it cannot be told
   */
  receive(chunk: Buffer): { reply?: Buffer; rest?: Buffer } {
    this.#received = Buffer.concat([this.#received, chunk])
    if (this.#expected === 'reply') return this.#readReply()
    if (this.#received.length < 2) return {}
    const [version, status] = this.#received
    this.#received = this.#received.subarray(2)
    if (this.#expected === 'welcome') {
      if (version !== AUTHENTICATION_VERSION) throw this.#refused()
      if (status !== 0) throw this.#refused()
    } else {
      if (version !== VERSION) throw this.#refused()
      if (status === METHOD_PASSWORD && this.#proxy.username !== '') {
        this.#expected = 'welcome'
        return { reply: this.#authentication() }
      }
      if (status !== METHOD_NONE) throw this.#refused()
    }
    this.#expected = 'reply'
    return { reply: this.#request() }
  }

  #readReply(): { rest?: Buffer } {
    const octets = this.#received
    const [version, status = 0, reserved = 0, type, first] = octets
    if (version !== VERSION || status > STATUS_MAX || reserved !== 0) throw this.#refused()
    if (type === undefined || first === undefined) return {}
    if (type !== IPV4 && type !== NAME && type !== IPV6) throw this.#refused()
    const addressLength = type === IPV4 ? 4 : type === IPV6 ? 16 : 1 + first
    const end = 4 + addressLength + 2
    if (octets.length < end) return {}
    if (status !== 0) throw this.#refused()
    this.#expected = 'over'
    return { rest: octets.subarray(end) }
  }

  #authentication(): Buffer {
    const name = Buffer.from(this.#proxy.username)
    const password = Buffer.from(this.#proxy.password)
    return Buffer.concat([
      Buffer.from([AUTHENTICATION_VERSION, name.length]),
      name,
      Buffer.from([password.length]),
      password,
    ])
  }

  #request(): Buffer {
    const { host, port } = this.#target
    if (host.length > NAME_MAX) throw this.#refused()
    const family = isIP(host)
    const address =
      family === 0
        ? Buffer.from([host.length, ...Buffer.from(host)])
        : family === 4
          ? Buffer.from(host.split('.').map(Number))
          : octetsOfIPv6(host)
    const type = family === 0 ? NAME : family === 4 ? IPV4 : IPV6
    return Buffer.concat([
      Buffer.from([VERSION, CONNECT, 0, type]),
      address,
      Buffer.from([port >> 8, port & 0xff]),
    ])
  }

  #refused(): SystemError {
    return systemError('EHOSTUNREACH', { address: this.#proxy.address })
  }
}

function octetsOfIPv6(host: string): Buffer {
  const [address = ''] = host.split('%')
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  const gap = groups.indexOf('')
  const given = groups.filter(group => group !== '').map(group => Number.parseInt(group, 16))
  if (gap >= 0) {
    const before = groups.slice(0, gap).filter(group => group !== '').length
    given.splice(before, 0, ...Array.from({ length: 8 - given.length }, () => 0))
  }
  return Buffer.from(given.flatMap(group => [group >> 8, group & 0xff]))
}

/**
 * One attempt to connect through a proxy.
 *
 * @param dial starts a connect to the proxy
 * @param timeoutMs how long the proxy may take from then on to answer; 0 = any time, as libzmq
 */
export function dialThroughSocks(
  talk: SocksTalk,
  dial: (handlers: DialHandlers<NetStream>) => Dialing,
  timeoutMs: number,
  clock: Clock,
  handlers: DialHandlers,
): Dialing {
  return new SocksAttempt(talk, dial, timeoutMs, clock, handlers)
}

class SocksAttempt implements Dialing, StreamReader {
  readonly #talk: SocksTalk
  readonly #handlers: DialHandlers
  readonly #dialing: Dialing
  #stream: NetStream | undefined
  #timer: Timer | undefined
  #isOver = false

  constructor(
    talk: SocksTalk,
    dial: (handlers: DialHandlers<NetStream>) => Dialing,
    timeoutMs: number,
    clock: Clock,
    handlers: DialHandlers,
  ) {
    this.#talk = talk
    this.#handlers = handlers
    this.#dialing = dial({
      delayed: () => this.#handlers.delayed(),
      failed: (error, descriptor) => this.#handlers.failed(error, descriptor),
      connected: stream => {
        this.#stream = stream
        if (timeoutMs > 0) this.#timer = clock.after(timeoutMs, () => this.#fail('ETIMEDOUT'))
        stream.start(this)
        this.#write(talk.start())
      },
    })
  }

  get descriptor(): number | undefined {
    return this.#stream?.descriptor ?? this.#dialing.descriptor
  }

  cancel(): void {
    this.#finish()
    this.#dialing.cancel()
    this.#stream?.destroy()
  }

  /** The proxy cannot be waited for. */
  finishNow(): void {}

  received(chunk: Buffer): void {
    if (this.#isOver) return
    try {
      const { reply, rest } = this.#talk.receive(chunk)
      if (reply !== undefined) this.#write(reply)
      if (rest !== undefined) this.#connected(rest)
    } catch (error) {
      this.#fail((error as SystemError).code)
    }
  }

  filled(): void {}

  room(): undefined {
    return undefined
  }

  refused(): void {
    this.#fail('ECONNRESET')
  }

  ended(): void {
    this.#fail('ECONNRESET')
  }

  broke(): void {
    this.#fail('ECONNRESET')
  }

  gone(): void {
    this.#fail('ECONNRESET')
  }

  #write(octets: Buffer): void {
    this.#stream?.write([octets], () => {})
  }

  #connected(rest: Buffer): void {
    this.#finish()
    const stream = this.#stream as NetStream
    stream.isBehindProxy = true
    stream.unread = rest
    this.#handlers.connected(stream)
  }

  #fail(code: string): void {
    if (this.#isOver) return
    this.#finish()
    const descriptor = this.descriptor
    this.#stream?.destroy()
    this.#handlers.failed(systemError(code), descriptor)
  }

  #finish(): void {
    this.#isOver = true
    this.#timer?.cancel()
  }
}
