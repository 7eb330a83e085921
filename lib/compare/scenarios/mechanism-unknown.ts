// The 20 octets of the mechanism must be ours, exactly.
import type { Scenario } from '../scenario.js'
import { greetingOf } from '../wire.js'

export const scenario: Scenario = {
  name: 'mechanism-unknown',
  title: 'a peer with the mechanism FOO (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(greetingOf('464f4f'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
