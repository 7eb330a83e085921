// The options that the sockets of a run start with, by libzmq's number.

/** ZMQ_LINGER. */
export const LINGER = 17

const IPV6 = 42

/**
 * Nothing lingers; and IPv6 is on where an endpoint has such an address: without it, `[::1]` is taken for
 * the name of an interface (zmq_tcp(7)).
 */
export function socketOptions(...endpoints: readonly string[]): Readonly<Record<number, number>> {
  const hasIpv6 = endpoints.some(endpoint => /^tcp:\/\/(.*;)?\[/.test(endpoint))
  return hasIpv6 ? { [LINGER]: 0, [IPV6]: 1 } : { [LINGER]: 0 }
}
