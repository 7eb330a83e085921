// ERROR with a status of ZAP is a refusal.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'error-400',
  title: 'a peer that answers ERROR 400 (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(frame('04', '054552524f5203343030'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
