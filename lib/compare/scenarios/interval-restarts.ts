// A connection that came up starts the waits anew, even if its handshake did not succeed.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-restarts',
  title: 'a peer that accepts and drops, then is gone: the waits start anew, then double',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 5,
      [OPTIONS.RECONNECT_IVL_MAX]: 100,
    })
    push.connect(listener.endpoint)
    for (let count = 1; count <= 3; count++) {
      const peer = await listener.accept()
      if (count === 3) await listener.stop()
      await push.saw('CONNECTED', count)
      peer.end()
      await push.saw('CONNECT_RETRIED', count)
    }
    await push.saw('CONNECT_RETRIED', 6)
    push.cut()
  },
}
