// A frame of length 0 there is not, at no time.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'zmtp1-zero-later',
  title: 'a ZMTP 1.0 PUSH sends a frame of length 0 after a message (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send('010003006869')
    world.note(String(await pull.receive()))
    peer.send('00')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
