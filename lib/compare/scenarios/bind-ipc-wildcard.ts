// ipc://* makes a folder of its own with the socket in it, and removes both.
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-wildcard',
  title: 'bind to ipc://*, connect to what it became',
  transports: ['ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind('ipc://*'))
    await connected(push, pull)
    await part(push, pull)
  },
}
