// ZMTP 1.0 of libzmq 3.0: a greeting of 12 octets with revision 0.
import type { Scenario } from '../scenario.js'
import { SIGNATURE } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp1-versioned',
  title: 'a ZMTP 1.0 PUSH of revision 0 connects, sends, and goes (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0008${'0100'}03006869`)
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
