// First octet 0: a ZMTP 1.0 frame of length 0, which there is not. No word about the handshake.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'garbage-zero',
  title: 'a peer whose first octet is 0 (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('ACCEPTED')
    peer.send('00')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
