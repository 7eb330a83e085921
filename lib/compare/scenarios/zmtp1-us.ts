// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'zmtp1-us',
  title: 'a bound ZMTP 1.0 PULL without a version gets a message and goes (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    push.connect(listener.endpoint)
    await push.send('hi')
    const peer = await listener.accept()
    peer.send('0100')
    world.note(await peer.read(14))
    await listener.stop()
    peer.end()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
