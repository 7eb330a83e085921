// A refusal ends it; there is no other attempt.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'error-400-us',
  title: 'a bound peer that answers ERROR 400 (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 10 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(frame('04', '054552524f5203343030'))
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
