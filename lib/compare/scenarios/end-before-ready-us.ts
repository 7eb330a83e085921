// The same after its greeting.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'end-before-ready-us',
  title: 'a bound peer ends after its greeting (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 300 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.end()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
