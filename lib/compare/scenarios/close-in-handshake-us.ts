// The same on the connecting side.
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'close-in-handshake-us',
  title: 'close a connecting socket whose peer has not finished its handshake',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH')
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await push.saw('CONNECTED')
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH)
    await push.close()
    await peer.ended()
  },
}
