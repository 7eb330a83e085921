// The same by FIN.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-ends-us',
  title: 'a bound peer ends the connection after the handshake (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await peer.handshake('PULL')
    await connected(push)
    await listener.stop()
    peer.end()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
