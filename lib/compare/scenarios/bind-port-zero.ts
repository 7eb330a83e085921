// Port 0 is any port, as * is.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-port-zero',
  title: 'bind to tcp://127.0.0.1:0',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.bind('tcp://127.0.0.1:0')
    await pull.close()
  },
}
