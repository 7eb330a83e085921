// PUSH makes a connection for each connect; one disconnect ends them all, in silence.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-twice',
  title: 'connect twice to the same endpoint, then disconnect once',
  transports: ['tcp', 'ipc'],
  unordered: { pull: ['DISCONNECTED'] },
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    const endpoint = await pull.bind(world.place())
    push.connect(endpoint)
    await connected(push, pull)
    push.connect(endpoint)
    await push.saw('HANDSHAKE_SUCCEEDED', 2)
    await pull.saw('HANDSHAKE_SUCCEEDED', 2)
    push.disconnect(endpoint)
    await pull.saw('DISCONNECTED', 2)
    await push.close()
    await pull.close()
  },
}
