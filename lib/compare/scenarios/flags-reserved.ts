// libzmq does not look at the reserved flags of a frame.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'flags-reserved',
  title: 'a peer that sets reserved flags after the handshake (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.send(frame('f8', '6869'))
    await world.race(pull.receive(), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
