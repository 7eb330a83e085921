// A connection in its handshake goes in silence too.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'unbind-in-handshake',
  title: 'unbind with a peer that has not finished its handshake',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const endpoint = await pull.bind(world.place())
    const peer = await world.rawConnect(endpoint)
    await pull.saw('ACCEPTED')
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH)
    await pull.unbind(endpoint)
    await pull.saw('CLOSED')
    await peer.ended()
    await pull.close()
  },
}
