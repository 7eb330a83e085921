// Connecting may come first; what was sent before waits.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-first',
  title: 'connect and send first, bind later',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 2000,
      [OPTIONS.RECONNECT_IVL_MAX]: 2000,
    })
    const pull = world.socket('pull', 'PULL')
    const place = await world.emptyPlace()
    push.connect(place)
    await push.send('early')
    await push.saw('CONNECT_RETRIED')
    await pull.bind(place)
    await connected(push, pull)
    world.note(String(await pull.receive()))
    await part(push, pull)
  },
}
