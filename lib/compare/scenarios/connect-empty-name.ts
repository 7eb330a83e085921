// No name, no address, no socket: only the wait is reported.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-empty-name',
  title: 'connect to tcp://:5555, a name that does not resolve',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect('tcp://:5555')
    await push.saw('CONNECT_RETRIED', 3)
    push.cut()
  },
}
