// The same from the connecting side: attempts are refused until somebody else is there.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-killed-us',
  title: 'a bound peer, a process of its own, is killed and replaced (connect side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const place = await world.emptyPlace()
    const peer = await world.process('listen', place)
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 2000,
      [OPTIONS.RECONNECT_IVL_MAX]: 2000,
    })
    const pull = world.socket('pull', 'PULL')
    push.connect(place)
    await connected(push)
    await peer.kill()
    await push.saw('DISCONNECTED')
    await pull.bind(place)
    await push.saw('HANDSHAKE_SUCCEEDED', 2)
    await connected(pull)
    await part(push, pull)
  },
}
