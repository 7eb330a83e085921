// Whether this machine has IPv6 at its loopback.
import { networkInterfaces } from 'node:os'

/** Why tests that need `::1` cannot run here; false if they can. */
export const noIpv6: string | false =
  !Object.values(networkInterfaces()).some(list =>
    list?.some(({ address }) => address === '::1'),
  ) && 'this machine has no ::1'
