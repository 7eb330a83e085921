// After the handshake commands nobody knows are ignored.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'command-unknown-later',
  title: 'a peer that sends unknown and empty commands after the handshake (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    peer.send(frame('04', '03464f4f01') + '0400' + frame('00', '6869'))
    await connected(pull)
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
