// IPv6 addresses stand in brackets.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipv6',
  title: 'bind to tcp://[::1]:* and connect to it',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.IPV6]: 1 })
    const push = world.socket('push', 'PUSH', { [OPTIONS.IPV6]: 1 })
    push.connect(await pull.bind('tcp://[::1]:*'))
    await connected(push, pull)
    await part(push, pull)
  },
}
