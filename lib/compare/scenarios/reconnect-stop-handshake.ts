// ZMQ_RECONNECT_STOP 2: a handshake that fails ends it all.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'reconnect-stop-handshake',
  title: 'RECONNECT_STOP_HANDSHAKE_FAILED: one silent peer, then nothing',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 10,
      [OPTIONS.RECONNECT_STOP]: 2,
      [OPTIONS.HANDSHAKE_IVL]: 100,
    })
    push.connect(listener.endpoint)
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
