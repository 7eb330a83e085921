// As long as nothing has been up, the name stays.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-name-refused',
  title: 'connect to tcp://localhost where nobody listens: the name stays in every event',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    const place = await world.emptyPlace()
    push.connect(place.replace('127.0.0.1', 'localhost'))
    await push.saw('CONNECT_RETRIED', 3)
    push.cut()
  },
}
