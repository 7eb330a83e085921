// Ports lose what is above 16 bits, in silence.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-port-wraps',
  title: 'bind to a port above 65535',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const port = (await world.emptyPlace()).split(':')[2]
    await pull.bind(`tcp://127.0.0.1:${65536 + Number(port)}`)
    await pull.close()
  },
}
