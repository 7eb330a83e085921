// Closing while a retry is waited for.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-waiting',
  title: 'close while the next attempt is waited for',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED')
    await push.close()
  },
}
