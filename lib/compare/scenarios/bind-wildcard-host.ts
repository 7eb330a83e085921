// The listener has the wildcard's name, its connections have their own address.
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-wildcard-host',
  title: 'bind to tcp://*:*; accepted connections carry their own local address',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    const endpoint = await pull.bind('tcp://*:*')
    push.connect(endpoint.replace('0.0.0.0', '127.0.0.1'))
    await connected(push, pull)
    await part(push, pull)
  },
}
