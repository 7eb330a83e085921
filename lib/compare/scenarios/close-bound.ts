// Closing a bound socket says CLOSED for its listener, nothing for its connections.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-bound',
  title: 'close a bound socket with two live peers',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const one = world.socket('one', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const two = world.socket('two', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const endpoint = await pull.bind(world.place())
    one.connect(endpoint)
    await connected(one, pull)
    two.connect(endpoint)
    await connected(two)
    await pull.saw('HANDSHAKE_SUCCEEDED', 2)
    await pull.close()
    for (const socket of [one, two]) {
      await socket.saw('CONNECT_RETRIED', 2)
      socket.cut()
    }
  },
}
