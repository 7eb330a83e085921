// An IPv6 address is no address for a socket that is not told to use IPv6.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipv6-without-option',
  title: 'bind to tcp://[::1]:* without IPV6',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind('tcp://[::1]:*'))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
