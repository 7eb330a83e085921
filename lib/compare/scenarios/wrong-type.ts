// The wrong socket type: closed without a word.
import type { Scenario } from '../scenario.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'wrong-type',
  title: 'a peer that says it is a PUB (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + READY.PUB)
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
