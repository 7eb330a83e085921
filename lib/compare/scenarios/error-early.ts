// An ERROR before libzmq's own READY is packed changes nothing there, until the time-out.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'error-early',
  title: 'a peer that sends greeting and ERROR 400 in one write (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 1000 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', '054552524f5203343030'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
