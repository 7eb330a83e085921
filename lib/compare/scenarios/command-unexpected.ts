// A command other than READY and ERROR.
import type { Scenario } from '../scenario.js'
import { GREETING, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'command-unexpected',
  title: 'a peer that sends HELLO instead of READY (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', '0548454c4c4f'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
