// With a maximum it doubles, exactly, up to there.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-doubles',
  title: 'RECONNECT_IVL_MAX: waits double up to the maximum',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 5,
      [OPTIONS.RECONNECT_IVL_MAX]: 30,
    })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED', 6)
    push.cut()
  },
}
