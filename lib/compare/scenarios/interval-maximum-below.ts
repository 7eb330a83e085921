// A maximum below the interval is the interval.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-maximum-below',
  title: 'RECONNECT_IVL_MAX below RECONNECT_IVL: always the maximum',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 50,
      [OPTIONS.RECONNECT_IVL_MAX]: 15,
    })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED', 4)
    push.cut()
  },
}
