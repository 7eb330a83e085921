// With IMMEDIATE the pipe comes with the handshake; the events are the same.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-immediate',
  title: 'connect with IMMEDIATE: nothing can be sent before the handshake',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.IMMEDIATE]: 1,
      [OPTIONS.RECONNECT_IVL]: 2000,
      [OPTIONS.RECONNECT_IVL_MAX]: 2000,
    })
    const pull = world.socket('pull', 'PULL')
    const place = await world.emptyPlace()
    push.connect(place)
    world.note(`sent before: ${push.socket.trySend([Buffer.from('early')])}`)
    await push.saw('CONNECT_RETRIED')
    await pull.bind(place)
    await connected(push, pull)
    await push.send('late')
    world.note(String(await pull.receive()))
    await part(push, pull)
  },
}
