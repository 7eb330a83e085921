// Revision 2 was never one; it counts as 3.1.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY, SIGNATURE } from '../wire.js'

export const scenario: Scenario = {
  name: 'revision-two',
  title: 'a peer of revision 2 (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}02${GREETING.slice(22)}`)
    peer.send(READY.PUSH)
    await connected(pull)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
