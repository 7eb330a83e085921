// The time to live in a peer's PING: if it then falls silent it is given up.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'heartbeat-ttl',
  title: 'a peer whose PING says 100 ms and who then falls silent (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.send(frame('04', '0450494e470001'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
