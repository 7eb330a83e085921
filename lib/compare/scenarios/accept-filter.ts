// The filter: the connection is made, then dropped; the errno is what accept(2) left behind.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'accept-filter',
  title: 'TCP_ACCEPT_FILTER refuses the peer',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.TCP_ACCEPT_FILTER]: '192.0.2.0/24' })
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 500 })
    push.connect(await pull.bind('tcp://127.0.0.1:*'))
    await push.saw('CONNECT_RETRIED')
    push.cut()
    await pull.saw('ACCEPT_FAILED')
    pull.cut()
  },
}
