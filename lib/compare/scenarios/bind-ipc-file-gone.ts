// A listener on a path that was named does not mind.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-file-gone',
  title: 'the file of an ipc listener is gone when it closes',
  transports: ['ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const endpoint = await pull.bind(world.place())
    await world.remove(endpoint.slice('ipc://'.length))
    await pull.close()
  },
}
