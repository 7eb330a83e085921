// Nobody listens: every attempt is delayed (tcp only), closed and followed by a random wait.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'refused',
  title: 'connect where nobody listens: attempts and waits without end',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED', 4)
    push.cut()
  },
}
