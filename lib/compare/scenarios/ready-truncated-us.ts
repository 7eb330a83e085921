// The connecting side does not try again.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY, READY_LENGTH, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-truncated-us',
  title: 'a bound peer whose READY is cut short (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(frame('04', READY.PULL.slice(4, -2)))
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
