// ZMQ_TCP_ACCEPT_FILTER (zmq_setsockopt(3)): an address or CIDR block from which peers are accepted.
import { BlockList, isIP, isIPv6 } from 'node:net'

/** A test of a peer's address. */
export type AcceptFilter = (address: string) => boolean

/**
 * Reads `10.0.0.1`, `10.0.0.0/8`, `::1` or `fe80::/10`, or several with commas between them.
 *
 * @returns undefined if any of them is none of these
 */
export function parseAcceptFilter(text: string): AcceptFilter | undefined {
  const filters = text.split(',').map(parseOne)
  if (!filters.every(filter => filter !== undefined)) return undefined
  return peer => filters.some(filter => filter(peer))
}

function parseOne(text: string): AcceptFilter | undefined {
  const [address = '', prefixText, ...more] = text.split('/')
  const longest = isIPv6(address) ? 128 : 32
  const prefix = prefixText === undefined ? longest : Number(prefixText)
  const isPrefixGood = Number.isInteger(prefix) && prefix >= 0 && prefix <= longest
  if (isIP(address) === 0 || !isPrefixGood || prefixText === '' || more.length > 0) return undefined
  const list = new BlockList()
  list.addSubnet(address, prefix, isIPv6(address) ? 'ipv6' : 'ipv4')
  return peer => {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(peer)?.[1] ?? peer
    // A peer that has reset already has no address any more, and so none that is allowed.
    return isIP(mapped) !== 0 && list.check(mapped, isIPv6(mapped) ? 'ipv6' : 'ipv4')
  }
}
