// The connecting side tries again.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-us',
  title: 'a bound ZMTP 2.0 PULL gets a message and goes (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    push.connect(listener.endpoint)
    await push.send('hi')
    const peer = await listener.accept()
    peer.send(`${SIGNATURE}0107${frame('00', '')}`)
    world.note(await peer.read(18))
    await listener.stop()
    peer.end()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
