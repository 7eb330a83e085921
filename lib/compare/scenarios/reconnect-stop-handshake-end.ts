// ZMQ_RECONNECT_STOP 2 also stops after a peer that ended.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'reconnect-stop-handshake-end',
  title: 'RECONNECT_STOP_HANDSHAKE_FAILED: a peer that ends before its greeting',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 10,
      [OPTIONS.RECONNECT_STOP]: 2,
    })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await push.saw('CONNECTED')
    peer.end()
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
