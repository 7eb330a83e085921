// What follows `://` in an endpoint, as zmq_tcp(7), zmq_ipc(7) and zmq_udp(7) write it. Pure: no name is looked up
// here. tcp.ts, ipc.ts and udp.ts turn the parts into addresses; transports.ts knows what comes before.
import { isIP, isIPv6 } from 'node:net'
import { systemError } from '../errors.js'

/** An endpoint cut at `://`. */
export interface Endpoint {
  /** The name of its transport, such as `tcp`. */
  readonly transport: string
  /** What follows `://`, never empty. */
  readonly address: string
  /** The whole text, as given. */
  readonly text: string
}

/** A host and a port, before any look-up. */
export interface HostPort {
  /** A name, an interface, an address without brackets, `*`, or empty. */
  readonly host: string
  readonly port: number
}

/**
 * Cuts `host:port`. For binding, the port `*` means 0, "any". As in libzmq a port above 65535 loses
 * its upper bits, and is none if nothing is left.
 *
 * @returns undefined if there is no port, or none that reads as a number
 */
export function parseHostPort(address: string, isWildcardAllowed: boolean): HostPort | undefined {
  const colon = address.lastIndexOf(':')
  if (colon < 0) return undefined
  const portText = address.slice(colon + 1)
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  if (portText === '*' && isWildcardAllowed) return { host, port: 0 }
  if (!/^\d+$/.test(portText)) return undefined
  const port = Number(portText) & 0xffff
  return port === 0 && portText !== '0' ? undefined : { host, port }
}

/** The parts of a tcp address to connect to: `host:port`, or `source:port;host:port`. */
export interface TcpTarget {
  readonly source: HostPort | undefined
  readonly host: HostPort
}

/** libzmq's own test of a tcp address to connect to: a plausible start, then only these. */
const TCP_TARGET = /^[0-9A-Za-z[:][-0-9A-Za-z.:%;[\]_*]*$/

/**
 * Reads a tcp address to connect to; names are not looked up.
 *
 * @throws SystemError EINVAL where zmq_connect refuses at once: no port, port `*`, host `*`
 */
export function parseTcpTarget(endpoint: Endpoint): TcpTarget {
  const [first, second, ...more] = endpoint.address.split(';')
  const hostText = second ?? first ?? ''
  const sourceText = second === undefined ? undefined : first
  const host = parseHostPort(hostText, false)
  const source = sourceText === undefined ? undefined : parseHostPort(sourceText, true)
  const isSourceBad = sourceText !== undefined && source === undefined
  if (!TCP_TARGET.test(endpoint.address) || host === undefined || isSourceBad || more.length > 0) {
    throw systemError('EINVAL', { address: endpoint.text })
  }
  return { source, host }
}

/** `tcp://a.b.c.d:port` or `tcp://[address]:port`. */
export function formatTcp(host: string, port: number): string {
  // Joined, a text lies in one piece: each connection keeps two of them.
  return (isIPv6(host) ? ['tcp://[', host, ']:', port] : ['tcp://', host, ':', port]).join('')
}

/** One end of udp. */
export interface UdpPeer {
  /** An address. */
  readonly address: string
  readonly port: number
}

/** What a datagram over IPv4 has room for: 65,535 octets less the headers of IP and UDP. */
export const DATAGRAM_MAX = 65_507

/** `a.b.c.d:port` or `[address]:port`, and the NUL that libzmq ends it with. */
export function formatUdpPeer({ address, port }: UdpPeer): string {
  return isIPv6(address) ? `[${address}]:${port}\0` : `${address}:${port}\0`
}

/** Reads such a name, with its NUL or without; undefined if it is none. */
export function parseUdpPeer(name: Uint8Array): UdpPeer | undefined {
  const [text = ''] = Buffer.from(name.buffer, name.byteOffset, name.length)
    .toString('latin1')
    .split('\0')
  const place = parseHostPort(text, false)
  if (place === undefined || place.port === 0 || isIP(place.host) === 0) return undefined
  return { address: place.host, port: place.port }
}

/** The largest path of a Unix socket on Linux, with its final zero octet (sun_path). */
export const SUN_PATH_MAX = 108

/**
 * The path Node wants for an ipc address: `@name` is the abstract name `\0name`.
 *
 * @throws SystemError ENAMETOOLONG; EINVAL for a bare `@`
 */
export function ipcPath(address: string, text: string): string {
  if (Buffer.byteLength(address) >= SUN_PATH_MAX)
    throw systemError('ENAMETOOLONG', { address: text })
  if (!address.startsWith('@')) return address
  if (address.length === 1) throw systemError('EINVAL', { address: text })
  return `\0${address.slice(1)}`
}
