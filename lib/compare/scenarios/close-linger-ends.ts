// LINGER in milliseconds: then the rest is dropped.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-linger-ends',
  title: 'close with LINGER 100 and a message nobody takes',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 5000,
      [OPTIONS.LINGER]: 100,
    })
    push.connect(await world.emptyPlace())
    await push.send('lost')
    await push.saw('CONNECT_RETRIED')
    await push.close()
  },
}
