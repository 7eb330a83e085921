// HANDSHAKE_IVL: EAGAIN, then the connection is over.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'handshake-timeout',
  title: 'a connected peer says nothing (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 100 })
    await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
