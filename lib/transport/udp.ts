// udp:// over node:dgram (zmq_udp(7)): what an endpoint says, and a port that is bound at once, sends datagrams
// and receives them. What is in them is socket/links/datagrams.ts's.
import { createSocket, type Socket } from 'node:dgram'
import { lookup as lookUpName, V4MAPPED } from 'node:dns'
import { isIP, isIPv4, isIPv6 } from 'node:net'
import { systemError } from '../errors.js'
import { parseHostPort, type Endpoint, type UdpPeer } from './endpoint.js'
import { hasBadZone, isInterface, localAddress, numericAddress } from './resolve.js'

/** What an endpoint of udp says: `host:port`, or `interface;group:port` for a multicast group. */
export interface UdpAddress {
  /** An address; to connect to, it may be a name that is still to be looked up. */
  readonly host: string
  readonly port: number
  readonly isMulticast: boolean
  /** Our interface for a multicast group, as Node names it; undefined where the system is to choose. */
  readonly via: string | undefined
}

/** What can be looked up. */
const NAME = /^[\w.-]+$/

/**
 * Reads an endpoint, to bind or to connect.
 *
 * @throws SystemError EINVAL for no port, an interface before what is no multicast group, or one that is a group
 * itself; ENODEV where a host to bind to, or an interface, is not there
 */
export function parseUdp(endpoint: Endpoint, isBinding: boolean, wantsIPv6: boolean): UdpAddress {
  const refused = (code: 'EINVAL' | 'ENODEV') => systemError(code, { address: endpoint.text })
  const cut = endpoint.address.lastIndexOf(';')
  const place = parseHostPort(endpoint.address.slice(cut + 1), isBinding)
  const via = cut < 0 ? '*' : endpoint.address.slice(0, cut)
  const ours = via === '*' ? undefined : localAddress(via, wantsIPv6)
  if (via !== '*' && ours === undefined) throw refused('ENODEV')
  if (place === undefined || hasBadZone(place.host)) throw refused('EINVAL')
  const { host, port } = place
  const address = isBinding ? localAddress(host, wantsIPv6) : numericAddress(host, wantsIPv6)
  const isName = address === undefined && NAME.test(host)
  if (address === undefined && (isBinding || !isName))
    throw refused(isBinding ? 'ENODEV' : 'EINVAL')
  const isMulticast = address !== undefined && isGroup(address)
  if (cut >= 0 && (!isMulticast || (ours !== undefined && isGroup(ours)))) throw refused('EINVAL')
  // As in libzmq an IPv6 group is reached by an interface's name; Node has it after a percent sign.
  if (ours !== undefined && wantsIPv6 && !isInterface(via)) throw refused('ENODEV')
  return {
    host: address ?? host,
    port,
    isMulticast,
    via: ours !== undefined && wantsIPv6 ? `::%${via}` : ours,
  }
}

function isGroup(address: string): boolean {
  return isIPv4(address) ? /^(22[4-9]|23\d)\./.test(address) : /^ff/i.test(address)
}

/** The address of a name, as libzmq's resolver finds it. */
export function lookUp(
  host: string,
  wantsIPv6: boolean,
  done: (address: string | undefined) => void,
): void {
  if (isIP(host) !== 0) {
    done(host)
    return
  }
  const family = wantsIPv6 ? { family: 6, hints: V4MAPPED } : { family: 4 }
  lookUpName(host, family, (error, address) => done(error === null ? address : undefined))
}

/** What an open port is to do. */
export interface UdpUse {
  /** Told each datagram; a port without it only sends. */
  readonly received?: (datagram: Buffer, from: UdpPeer) => void
  /** How far a datagram to a group travels (ZMQ_MULTICAST_HOPS). */
  readonly multicastHops: number
  readonly wantsIPv6: boolean
}

/** A bound port. It never holds the process. */
export class UdpPort {
  readonly #socket: Socket
  readonly #isIPv6: boolean
  #isClosed = false

  /**
   * Binds, now: to what an endpoint says if it is to receive, else wherever the system likes.
   *
   * @throws SystemError EADDRINUSE, EADDRNOTAVAIL, EACCES, ENODEV: the system's
   */
  constructor({ host, port, isMulticast, via }: UdpAddress, use: UdpUse) {
    const receives = use.received !== undefined
    this.#isIPv6 = use.wantsIPv6
    const any = use.wantsIPv6 ? '::' : '0.0.0.0'
    this.#socket = createSocket({
      type: use.wantsIPv6 ? 'udp6' : 'udp4',
      // As libzmq: others may have the port as well. To whom the system then gives what comes is its affair.
      reuseAddr: receives,
      // Addresses only. Answered at once, bind is done when it returns.
      lookup: (address, _options, done) => done(null, address, isIPv6(address) ? 6 : 4),
    })
    let failure: NodeJS.ErrnoException | undefined
    this.#socket.on('error', error => (failure ??= error))
    try {
      // To a group's own address a port is not bound, or it could not send from there.
      const bound = receives && !isMulticast ? host : any
      this.#socket.bind({ address: bound, port: receives ? port : 0, exclusive: true })
      if (failure !== undefined) throw failure
      // Bun binds later, and shows no port till then.
      if (!isBound(this.#socket)) throw systemError('ENOTSUP')
      this.#socket.unref()
      if (isMulticast) {
        if (receives) this.#socket.addMembership(host, via)
        if (via !== undefined) this.#socket.setMulticastInterface(via)
        this.#socket.setMulticastTTL(Math.min(use.multicastHops, 255))
      }
    } catch (error) {
      this.close()
      throw systemError((error as NodeJS.ErrnoException).code ?? 'EINVAL')
    }
    if (use.received !== undefined) this.#socket.on('message', use.received)
  }

  /** The number of the port. */
  get port(): number {
    return this.#socket.address().port
  }

  /** True while the system has not taken all that was sent. */
  get isSending(): boolean {
    // Deno has no such function.
    const socket: Partial<Pick<Socket, 'getSendQueueSize'>> = this.#socket
    return !this.#isClosed && (socket.getSendQueueSize?.() ?? 0) > 0
  }

  /**
   * Sends one datagram. Where the system has room it has it when this returns; what it refuses is lost, as a
   * datagram may be.
   *
   * @param sent called later, once the system has taken or refused it
   */
  send(parts: readonly Uint8Array[], { address, port }: UdpPeer, sent: () => void): void {
    const host = this.#isIPv6 && isIPv4(address) ? `::ffff:${address}` : address
    this.#socket.send(parts, port, host, sent)
  }

  /** Closes it at once. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.close()
  }
}

function isBound(socket: Socket): boolean {
  try {
    return socket.address().port > 0
  } catch {
    // EBADF: it is not.
    return false
  }
}
