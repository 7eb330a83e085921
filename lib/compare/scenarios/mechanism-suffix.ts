// NULL with anything behind it is not NULL.
import type { Scenario } from '../scenario.js'
import { greetingOf } from '../wire.js'

export const scenario: Scenario = {
  name: 'mechanism-suffix',
  title: 'a peer with the mechanism NULLX (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(greetingOf('4e554c4c58'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
