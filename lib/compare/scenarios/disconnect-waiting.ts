// While a retry is waited for there is nothing to close and nothing to say.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'disconnect-waiting',
  title: 'disconnect while the next attempt is waited for',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
    const place = await world.emptyPlace()
    push.connect(place)
    await push.saw('CONNECT_RETRIED')
    push.disconnect(place)
    await quiet(world)
    await push.close()
  },
}
