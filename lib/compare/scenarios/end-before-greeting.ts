// FIN before a single octet: EPIPE.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'end-before-greeting',
  title: 'a connected peer ends before its greeting (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('ACCEPTED')
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
