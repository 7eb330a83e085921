// One bind or connect of udp (zmq_udp(7)): a port and the pipe it serves. There is no link, no handshake and no
// event; what does not fit is dropped, as UDP itself does. A datagram of RADIO and DISH is the group's length in
// one octet, the group, and the part; DGRAM's is the part alone, and the address comes before it in the message.
import type { Timer } from '../../clock.js'
import { systemError } from '../../errors.js'
import {
  formatUdpPeer,
  parseUdpPeer,
  type Endpoint,
  type UdpPeer,
} from '../../transport/endpoint.js'
import { lookUp, parseUdp, UdpPort, type UdpAddress, type UdpUse } from '../../transport/udp.js'
import type { Attachment, SocketHost } from '../host.js'
import type { Message } from '../message.js'
import type { Backoff } from './backoff.js'
import { keep, type Outlet, type Pipe, type Taker } from './pipe.js'
import { pipeFate, type Closing } from './pipe-life.js'

/** A port for datagrams, and its pipe. */
export class Datagrams implements Attachment, Outlet, Taker {
  readonly place: 'bind' | 'connect'
  /** What it is called: a port that was asked for by `*` is filled in. */
  readonly endpoint: string
  readonly isReady = true
  readonly taker: Taker = this
  readonly #core: SocketHost
  readonly #pipe: Pipe
  readonly #port: UdpPort
  readonly #address: UdpAddress
  readonly #wantsIPv6: boolean
  readonly #backoff: Backoff
  /** To whom a RADIO sends, once its name has been found. */
  #peer: UdpPeer | undefined
  #nextLookUp: Timer | undefined
  #linger: Timer | undefined
  #phase: 'open' | 'closing' | 'over' = 'open'

  /**
   * Binds, in order to receive or only to send.
   *
   * @throws SystemError as `parseUdp` and `UdpPort`; EINVAL for a second bind of a DGRAM
   */
  constructor(core: SocketHost, endpoint: Endpoint, side: 'bind' | 'connect') {
    const settings = core.newSettings()
    const { ipv6: wantsIPv6, multicastHops } = settings.options
    this.#core = core
    this.#wantsIPv6 = wantsIPv6
    this.place = side
    this.#address = parseUdp(endpoint, side === 'bind', wantsIPv6)
    this.#backoff = settings.newBackoff()
    // No datagram is sealed.
    settings.security.forget()
    this.#port = this.#open(endpoint, {
      multicastHops,
      wantsIPv6,
      ...(side === 'bind' && { received: this.#received }),
    })
    const isChosen = side === 'bind' && this.#address.port === 0
    this.endpoint = isChosen ? endpoint.text.replace(/[^:]*$/, `${this.#port.port}`) : endpoint.text
    this.#pipe = core.newPipe()
    this.#pipe.hearsAll = side === 'connect'
    this.#pipe.outbound.onReadable = () => this.#pump()
    if (side === 'bind') this.#pipe.outlet = this
    if (core.attach(this.#pipe)) return
    this.#port.close()
    throw systemError('EINVAL', { address: endpoint.text })
  }

  get hasUnsent(): boolean {
    return this.#pipe.outbound.length > 0 || this.#port.isSending
  }

  /** Finds whom a RADIO sends to. What it sends meanwhile waits. */
  start(): void {
    const { host, port } = this.#address
    lookUp(host, this.#wantsIPv6, address => {
      if (this.#phase === 'over') return
      if (address === undefined) {
        const waitMs = this.#backoff.next()
        if (waitMs !== undefined)
          this.#nextLookUp = this.#core.clock.after(waitMs, () => this.start())
        return
      }
      this.#peer = { address, port }
      if (this.#phase === 'open') this.#pipe.outlet = this
      this.#pump()
    })
  }

  close(lingerMs: number, closing: Closing): void {
    if (this.#phase !== 'open') return
    this.#phase = 'closing'
    this.#core.detach(this.#pipe, pipeFate(closing, this.place).unread)
    if (lingerMs === 0) this.#end()
    else if (lingerMs > 0) this.#linger = this.#core.clock.after(lingerMs, () => this.#end())
    this.#pump()
  }

  finishNow(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) this.#send(next)
  }

  take(message: Message): boolean {
    if (this.#port.isSending) return false
    this.#send(message.map(keep))
    return true
  }

  /** Nobody can be told anything. */
  tell(): void {}

  /** What finds no room is dropped. */
  readonly #received = (datagram: Buffer, { address, port }: UdpPeer): void => {
    if (this.#phase !== 'open') return
    const message =
      this.#core.type === 'DGRAM'
        ? [Buffer.from(formatUdpPeer({ address, port })), datagram]
        : groupAndBody(datagram)
    if (message !== undefined) this.#pipe.inbound.offer(message)
  }

  #open(endpoint: Endpoint, use: UdpUse): UdpPort {
    try {
      return new UdpPort(this.#address, use)
    } catch (error) {
      throw Object.assign(error as Error, { address: endpoint.text })
    }
  }

  /** Gives the system what is queued, while it takes it. */
  readonly #pump = (): void => {
    while (!this.#port.isSending) {
      const message = this.#next()
      if (message === undefined) break
      this.#send(message)
    }
    if (this.#phase === 'closing' && !this.hasUnsent) this.#end()
  }

  #next(): Message | undefined {
    const isKnown = this.#peer !== undefined || this.#core.type === 'DGRAM'
    return isKnown && this.#phase !== 'over' ? this.#pipe.outbound.shift() : undefined
  }

  #send([first, body]: Message): void {
    const [name, part] = [first as Uint8Array, body as Uint8Array]
    const isPlain = this.#core.type === 'DGRAM'
    const peer = isPlain ? parseUdpPeer(name) : this.#peer
    // To port 0 nothing can be sent.
    if (peer === undefined || peer.port === 0) return
    const parts = isPlain ? [part] : [Uint8Array.of(name.length), name, part]
    this.#port.send(parts, peer, this.#pump)
  }

  #end(): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    this.#nextLookUp?.cancel()
    this.#linger?.cancel()
    this.#port.close()
    this.#pipe.outbound.clear()
    this.#core.ended(this)
  }
}

/** What a datagram to a DISH says; undefined if it is none. */
function groupAndBody(datagram: Buffer): Message | undefined {
  const end = 1 + (datagram[0] ?? 0)
  if (datagram.length < end) return undefined
  return [datagram.subarray(1, end), datagram.subarray(end)]
}
