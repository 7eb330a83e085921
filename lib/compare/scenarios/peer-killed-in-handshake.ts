// Killed before it has said anything: EPIPE.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-killed-in-handshake',
  title: 'a connected peer, a process of its own, is killed before its handshake (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const peer = await world.process('mute', await push.bind(world.place()))
    await push.saw('ACCEPTED')
    await peer.kill()
    await push.saw('DISCONNECTED')
    await push.close()
  },
}
