// A command without a name.
import type { Scenario } from '../scenario.js'
import { GREETING } from '../wire.js'

export const scenario: Scenario = {
  name: 'command-empty',
  title: 'a peer that sends an empty command instead of READY (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${GREETING}0400`)
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
