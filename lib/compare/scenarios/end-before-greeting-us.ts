// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'end-before-greeting-us',
  title: 'a bound peer accepts and ends at once (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 300 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await push.saw('CONNECTED')
    peer.end()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
