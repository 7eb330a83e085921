// The other direction.
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-receives',
  title: 'a ZMTP 2.0 PULL connects, gets a message, and goes (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const peer = await world.rawConnect(await push.bind(world.place()))
    peer.send(`${SIGNATURE}0107${frame('00', '')}`)
    await push.send('hi')
    world.note(await peer.read(18))
    peer.end()
    await push.saw('DISCONNECTED')
    await push.close()
  },
}
