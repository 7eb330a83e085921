// RST after the handshake looks like FIN: no error is reported.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-resets',
  title: 'a peer resets its connection after the handshake (bind side)',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.reset()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
