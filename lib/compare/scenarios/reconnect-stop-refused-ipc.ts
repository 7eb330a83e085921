// On ipc a refusal does not stop it.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'reconnect-stop-refused-ipc',
  title: 'RECONNECT_STOP_CONN_REFUSED over ipc: no path, it goes on',
  transports: ['ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 10,
      [OPTIONS.RECONNECT_STOP]: 1,
    })
    push.connect(await world.emptyPlace())
    await push.saw('CONNECT_RETRIED', 3)
    push.cut()
  },
}
