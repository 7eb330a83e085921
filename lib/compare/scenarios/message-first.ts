// A message before the handshake is done.
import type { Scenario } from '../scenario.js'
import { GREETING, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'message-first',
  title: 'a peer that sends a message instead of READY (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('00', '6869'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
