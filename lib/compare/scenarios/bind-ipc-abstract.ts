// Abstract names: no file, an @ in front.
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-abstract',
  title: 'bind to an abstract name, ipc://@name, and connect to it',
  transports: ['ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind(`ipc://@${world.path('abstract')}`))
    await connected(push, pull)
    await part(push, pull)
  },
}
