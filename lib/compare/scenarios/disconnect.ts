// Disconnecting a live connection is silent on this side.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'disconnect',
  title: 'disconnect with a live peer',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    const endpoint = await pull.bind(world.place())
    push.connect(endpoint)
    await connected(push, pull)
    push.disconnect(endpoint)
    await pull.saw('DISCONNECTED')
    await push.close()
    await pull.close()
  },
}
