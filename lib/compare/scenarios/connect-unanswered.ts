// A SYN that nobody answers is given up after CONNECT_TIMEOUT, if there is one.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-unanswered',
  title: 'connect to a listener whose queue is full, with CONNECT_TIMEOUT',
  transports: ['tcp'],
  async run(world) {
    const full = await world.fullListener()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.CONNECT_TIMEOUT]: 100,
      [OPTIONS.RECONNECT_IVL]: 20,
    })
    push.connect(full)
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
