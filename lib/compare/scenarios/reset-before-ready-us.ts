// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'reset-before-ready-us',
  title: 'a bound peer resets after its greeting (connect side)',
  transports: ['tcp'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 300 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.reset()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
