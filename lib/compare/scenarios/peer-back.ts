// What waits in the pipe goes to whoever is there next.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-back',
  title: 'the bound peer goes and another comes to the same place; a message waits meanwhile',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 2000,
      [OPTIONS.RECONNECT_IVL_MAX]: 2000,
    })
    const first = world.socket('first', 'PULL')
    const second = world.socket('second', 'PULL')
    const place = await world.emptyPlace()
    await first.bind(place)
    push.connect(place)
    await connected(push, first)
    await first.close()
    await push.saw('CONNECT_RETRIED')
    await push.send('kept')
    await second.bind(place)
    await push.saw('HANDSHAKE_SUCCEEDED', 2)
    await connected(second)
    world.note(String(await second.receive()))
    await part(push, second)
  },
}
