// A greeting of which the last octet is missing.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-half',
  title: 'a ZMTP 2.0 peer does not finish its greeting (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 150 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}01`)
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
