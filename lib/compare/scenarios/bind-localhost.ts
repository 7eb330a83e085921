// A name that stands for an address: events show the address.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-localhost',
  title: 'bind to tcp://localhost:*',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.bind('tcp://localhost:*')
    await pull.close()
  },
}
