// FIN in the middle of the greeting: EPIPE.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'end-in-greeting',
  title: 'a connected peer ends in the middle of its greeting (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING.slice(0, 60))
    await peer.read(GREETING_LENGTH)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
