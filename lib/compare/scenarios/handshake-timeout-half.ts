// A greeting alone does not stop the clock.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING } from '../wire.js'

export const scenario: Scenario = {
  name: 'handshake-timeout-half',
  title: 'a connected peer sends its greeting and nothing more (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 100 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
