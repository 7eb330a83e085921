// The plain good case: a connection, its handshake, a message, the connecting side closing first.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'handshake',
  title: 'connect to a bound peer, send a message; the connecting side closes first',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind(world.place()))
    await push.saw('HANDSHAKE_SUCCEEDED')
    await pull.saw('HANDSHAKE_SUCCEEDED')
    await push.send('hello')
    world.note(String(await pull.receive()))
    await push.close()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
