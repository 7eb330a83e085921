// The same from the connecting side, which tries again.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-resets-us',
  title: 'a bound peer resets the connection after the handshake (connect side)',
  transports: ['tcp'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await peer.handshake('PULL')
    await connected(push)
    await listener.stop()
    peer.reset()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
