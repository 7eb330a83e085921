// Closing in the middle of a handshake: nothing about the connection.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'close-in-handshake',
  title: 'close a bound socket with a peer that has not finished its handshake',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('ACCEPTED')
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH)
    await pull.close()
    await peer.ended()
  },
}
