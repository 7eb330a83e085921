// In which order listeners close is nobody's promise.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-two-listeners',
  title: 'close a socket with two listeners',
  transports: ['tcp', 'ipc'],
  unordered: { pull: ['CLOSED'] },
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.bind(world.place())
    await pull.bind(world.place())
    await pull.close()
  },
}
