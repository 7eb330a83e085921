// ZMQ_RECONNECT_STOP 4 after a connection that was lost.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'reconnect-stop-lost',
  title: 'RECONNECT_STOP_AFTER_DISCONNECT: a peer that ends after the handshake',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 10,
      [OPTIONS.RECONNECT_STOP]: 4,
    })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await peer.handshake('PULL')
    await connected(push)
    await listener.stop()
    peer.end()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
