// From the host of a tcp endpoint to a numeric address, as libzmq's ip_resolver does it: with the option
// ipv6 everything is an IPv6 address, and an IPv4 one is mapped (::ffff:a.b.c.d); without it nothing is.
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

/** How IPv4 addresses are written as IPv6 ones. */
const MAPPED = '::ffff:'

/** `1`, `127.1`, `0x7f.1`: what inet_aton(3) reads as an IPv4 address, besides the usual form. */
const SHORT_IPV4 = /^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,3}$/i

/** Where the system keeps the addresses of its own names. */
const HOSTS_FILE =
  process.platform === 'win32'
    ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts'

/**
 * What a host stands for that is an address already.
 *
 * @returns undefined for names, and for IPv6 addresses without the option
 */
export function numericAddress(host: string, isIPv6: boolean): string | undefined {
  const [address = '', zone] = host.split('%')
  if (net.isIPv6(address)) {
    const mapped = address.toLowerCase().startsWith(MAPPED) ? address.slice(MAPPED.length) : ''
    if (!isIPv6) return net.isIPv4(mapped) ? mapped : undefined
    return zone === undefined ? canonical(address) : `${address}%${zoneName(zone)}`
  }
  const short = net.isIPv4(address) ? address : shortIPv4(address)
  return short !== undefined && isIPv6 ? MAPPED + short : short
}

/**
 * The address to bind to, at once: a wildcard, an interface's, an address, or that of a name in the system's
 * file of hosts. (libzmq asks the name service too, which Node cannot without waiting.)
 *
 * @returns undefined if it is none of these
 */
export function localAddress(host: string, isIPv6: boolean): string | undefined {
  if (host === '*') return isIPv6 ? '::' : '0.0.0.0'
  return (
    interfaceAddress(host, isIPv6) ?? numericAddress(host, isIPv6) ?? namedAddress(host, isIPv6)
  )
}

function interfaceAddress(name: string, isIPv6: boolean): string | undefined {
  const family = isIPv6 ? 'IPv6' : 'IPv4'
  // The name is a stranger's: no look-up in an object.
  const interfaces = new Map(Object.entries(networkInterfaces()))
  return interfaces.get(name)?.find(address => address.family === family)?.address
}

/** As getaddrinfo: with the option an IPv6 address, else a mapped one. */
function namedAddress(name: string, isIPv6: boolean): string | undefined {
  const addresses = addressesInHostsFile(name)
  if (name.toLowerCase() === 'localhost') addresses.push('127.0.0.1')
  const ipv4 = addresses.find(net.isIPv4)
  if (!isIPv6) return ipv4
  return addresses.find(net.isIPv6) ?? (ipv4 && MAPPED + ipv4)
}

function addressesInHostsFile(name: string): string[] {
  const found: string[] = []
  for (const line of readHostsFile().split('\n')) {
    const [address = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/)
    if (names.some(each => each.toLowerCase() === name.toLowerCase())) found.push(address)
  }
  return found
}

function readHostsFile(): string {
  try {
    return readFileSync(HOSTS_FILE, 'utf8')
  } catch {
    return ''
  }
}

function shortIPv4(text: string): string | undefined {
  if (!SHORT_IPV4.test(text)) return undefined
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return undefined
  }
}

/** One way to write an IPv6 address, the system's. */
function canonical(address: string): string {
  return new net.SocketAddress({ address, family: 'ipv6' }).address
}

/** True if what follows `%` is neither an interface nor a number that could be one's. */
export function hasBadZone(host: string): boolean {
  const cut = host.indexOf('%')
  if (cut < 0) return false
  const zone = host.slice(cut + 1)
  return !(Number.parseInt(zone, 10) > 0 || isInterface(zone))
}

/** True for the name of an interface of this machine. */
export function isInterface(name: string): boolean {
  return Object.keys(networkInterfaces()).includes(name)
}

/** Node knows interfaces by name only, libzmq by number too. */
function zoneName(zone: string): string {
  const index = Number(zone)
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    if (addresses?.some(each => each.family === 'IPv6' && each.scopeid === index)) return name
  }
  return zone
}
