// With IPV6 the wildcard is [::]; a peer that comes by IPv4 has a mapped address.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-wildcard-ipv6',
  title: 'bind to tcp://*:* with IPV6; one peer by IPv4, one by IPv6',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.IPV6]: 1 })
    const four = world.socket('four', 'PUSH')
    const six = world.socket('six', 'PUSH', { [OPTIONS.IPV6]: 1 })
    const endpoint = await pull.bind('tcp://*:*')
    four.connect(endpoint.replace('[::]', '127.0.0.1'))
    await connected(four, pull)
    six.connect(endpoint.replace('[::]', '[::1]'))
    await connected(six)
    await pull.saw('HANDSHAKE_SUCCEEDED', 2)
    await four.close()
    await pull.saw('DISCONNECTED')
    await six.close()
    await pull.saw('DISCONNECTED', 2)
    await pull.close()
  },
}
