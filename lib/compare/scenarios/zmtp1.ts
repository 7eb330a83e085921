// ZMTP 1.0 without a version: it begins with its identity.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'zmtp1',
  title: 'a ZMTP 1.0 PUSH without a version connects, sends, and goes (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send('01000300686903016a6a02006b')
    world.note(String(await pull.receive()))
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
