// Unknown properties are fine.
import type { Scenario } from '../scenario.js'
import { GREETING, READY, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-extra',
  title: 'a peer whose READY has a property nobody knows (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', `${READY.PUSH.slice(4)}05582d6b65790000000576616c7565`))
    await pull.saw('HANDSHAKE_SUCCEEDED')
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
