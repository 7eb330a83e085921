// Without a maximum every wait is new: between once and twice the interval.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-random',
  title: 'RECONNECT_IVL alone: waits between once and twice as long',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 7 })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED', 10)
    push.cut()
  },
}
