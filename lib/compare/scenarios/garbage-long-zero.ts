// ff and nine zeros: a long ZMTP 1.0 frame of length 0.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'garbage-long-zero',
  title: 'a peer that sends ff and nine zeros (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('ACCEPTED')
    peer.send('ff000000000000000000')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
