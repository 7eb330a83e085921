// No Socket-Type at all is accepted.
import type { Scenario } from '../scenario.js'
import { GREETING, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-empty',
  title: 'a peer whose READY says nothing (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', '055245414459'))
    await pull.saw('HANDSHAKE_SUCCEEDED')
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
