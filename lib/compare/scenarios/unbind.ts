// Unbinding closes the listener and, in silence, the connections it accepted.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'unbind',
  title: 'unbind with a live peer',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const endpoint = await pull.bind(world.place())
    push.connect(endpoint)
    await connected(push, pull)
    await pull.unbind(endpoint)
    await pull.saw('CLOSED')
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
    await pull.close()
  },
}
