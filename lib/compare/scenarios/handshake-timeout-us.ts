// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'handshake-timeout-us',
  title: 'a bound peer accepts and says nothing (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.HANDSHAKE_IVL]: 100,
      [OPTIONS.RECONNECT_IVL]: 20,
    })
    push.connect(listener.endpoint)
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
