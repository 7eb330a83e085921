// An address without a port has passed the first check, but not the second.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-no-port',
  title: 'bind to tcp://127.0.0.1',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind('tcp://127.0.0.1'))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
