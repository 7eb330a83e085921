// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'heartbeat-timeout-us',
  title: 'HEARTBEAT_IVL: a bound peer that answers nothing (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.HEARTBEAT_IVL]: 60,
      [OPTIONS.HEARTBEAT_TIMEOUT]: 60,
      [OPTIONS.RECONNECT_IVL]: 20,
    })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await peer.handshake('PULL')
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
