// FIN after the handshake, seen from the binding side: that is all.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-ends',
  title: 'a peer ends its connection after the handshake (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
