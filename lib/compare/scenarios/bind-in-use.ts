// The socket that could not be bound is closed (without an address), then the bind has failed.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-in-use',
  title: 'bind where somebody else listens',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const other = world.socket('other', 'PULL')
    const endpoint = await other.bind('tcp://127.0.0.1:*')
    await pull.attemptRoughly('bind', () => pull.bind(endpoint))
    await pull.saw('BIND_FAILED')
    await pull.close()
    await other.close()
  },
}
