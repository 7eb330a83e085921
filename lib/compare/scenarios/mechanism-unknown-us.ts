// The connecting side does not try again.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { greetingOf } from '../wire.js'

export const scenario: Scenario = {
  name: 'mechanism-unknown-us',
  title: 'a bound peer with the mechanism FOO (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    peer.send(greetingOf('464f4f'))
    await push.saw('DISCONNECTED')
    await quiet(world)
    world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
    await push.close()
  },
}
