// A peer that does not answer PING is given up.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'heartbeat-timeout',
  title: 'HEARTBEAT_IVL: a peer that answers nothing (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', {
      [OPTIONS.HEARTBEAT_IVL]: 60,
      [OPTIONS.HEARTBEAT_TIMEOUT]: 60,
    })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
