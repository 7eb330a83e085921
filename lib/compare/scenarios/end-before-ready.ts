// FIN between greeting and READY: EPIPE.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'end-before-ready',
  title: 'a connected peer ends after its greeting (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
