// The name of an interface stands for its address.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-interface',
  title: 'bind to an interface, tcp://lo:*',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.bind('tcp://lo:*')
    await pull.close()
  },
}
