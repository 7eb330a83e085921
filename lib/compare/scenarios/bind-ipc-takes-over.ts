// A path that is there is unlinked first, also if somebody listens on it.
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-takes-over',
  title: 'bind to a path where somebody else listens already: it is taken over in silence',
  transports: ['ipc'],
  async run(world) {
    const first = world.socket('first', 'PULL')
    const second = world.socket('second', 'PULL')
    const push = world.socket('push', 'PUSH')
    const place = world.place()
    await first.bind(place)
    await second.bind(place)
    push.connect(place)
    await connected(push, second)
    await part(push, second)
    await first.close()
  },
}
