// A filter that lets the peer in changes nothing.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'accept-filter-passes',
  title: 'TCP_ACCEPT_FILTER lets the peer in',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.TCP_ACCEPT_FILTER]: '127.0.0.0/8' })
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind('tcp://127.0.0.1:*'))
    await connected(push, pull)
    await part(push, pull)
  },
}
