// A mechanism there is, but not ours.
import type { Scenario } from '../scenario.js'
import { greetingOf } from '../wire.js'

export const scenario: Scenario = {
  name: 'mechanism-plain',
  title: 'a peer with the mechanism PLAIN (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(greetingOf('504c41494e'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
