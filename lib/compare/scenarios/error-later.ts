// After the handshake ERROR is ignored.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'error-later',
  title: 'a peer that sends ERROR 400 after the handshake (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    peer.send(frame('04', '054552524f5203343030') + frame('00', '6869'))
    await connected(pull)
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
