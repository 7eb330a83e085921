// Everything a monitor has said by the time of the close is still to be read.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-many-listeners',
  title: 'close a socket with 50 listeners: no event is lost',
  transports: ['tcp', 'ipc'],
  unordered: { pull: ['CLOSED'] },
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    for (let count = 1; count <= 50; count++) await pull.bind(world.place())
    await pull.close()
  },
}
