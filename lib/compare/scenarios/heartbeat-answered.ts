// Two engines keep each other alive.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'heartbeat-answered',
  title: 'HEARTBEAT_IVL on both sides: nothing happens',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const options = { [OPTIONS.HEARTBEAT_IVL]: 30, [OPTIONS.HEARTBEAT_TIMEOUT]: 2000 }
    const pull = world.socket('pull', 'PULL', options)
    const push = world.socket('push', 'PUSH', options)
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    await world.wait(200)
    await part(push, pull)
  },
}
