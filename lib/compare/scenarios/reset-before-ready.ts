// RST between greeting and READY: ECONNRESET.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'reset-before-ready',
  title: 'a connected peer resets after its greeting (bind side)',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.reset()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
