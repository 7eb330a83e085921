// A bind to a free place: LISTENING with the real endpoint; closing it: CLOSED.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-wildcard-port',
  title: 'a bind to any free port or a fresh path, then close',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.bind(world.place())
    await pull.saw('LISTENING')
    await pull.close()
  },
}
