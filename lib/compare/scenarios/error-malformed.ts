// ERROR whose reason is longer than the command.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'error-malformed',
  title: 'a peer that answers ERROR with a wrong length (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(frame('04', '054552524f5209343030'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
