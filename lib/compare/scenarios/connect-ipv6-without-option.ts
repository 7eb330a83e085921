// An IPv6 address does not resolve for a socket that is not told to use IPv6.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-ipv6-without-option',
  title: 'connect to tcp://[::1]:port without IPV6',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect((await world.emptyPlace()).replace('127.0.0.1', '[::1]'))
    await push.saw('CONNECT_RETRIED', 3)
    push.cut()
  },
}
