// Metadata that ends too early: closed without a word.
import type { Scenario } from '../scenario.js'
import { GREETING, READY, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-truncated',
  title: 'a peer whose READY is cut short (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', READY.PUSH.slice(4, -2)))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
