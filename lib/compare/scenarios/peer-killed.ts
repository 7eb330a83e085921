// A process that is killed says no goodbye; the system says it for it.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-killed',
  title: 'a connected peer, a process of its own, is killed (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const peer = await world.process('connect', await push.bind(world.place()))
    await connected(push)
    await peer.kill()
    await push.saw('DISCONNECTED')
    await push.close()
  },
}
