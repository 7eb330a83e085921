// No address, so no socket: nothing to close.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-unknown-interface',
  title: 'bind to an interface that does not exist',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind('tcp://nosuchif0:5555'))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
