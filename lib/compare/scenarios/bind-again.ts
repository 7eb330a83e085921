// After an unbind the same place can be bound again.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-again',
  title: 'bind, unbind, bind to the same place',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const place = await world.emptyPlace()
    await pull.bind(place)
    await pull.unbind(place)
    await pull.saw('CLOSED')
    await pull.bind(place)
    await pull.saw('LISTENING', 2)
    await pull.close()
  },
}
