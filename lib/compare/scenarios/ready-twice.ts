// After the handshake READY is a command like any other: ignored.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { READY, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-twice',
  title: 'a peer that sends READY twice (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    peer.send(READY.PUSH + frame('00', '6869'))
    await connected(pull)
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
