// A listener on a temporary path that cannot remove its file says CLOSE_FAILED instead of CLOSED.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-wildcard-gone',
  title: 'the file of an ipc://* listener is gone when it closes',
  transports: ['ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const endpoint = await pull.bind('ipc://*')
    await world.remove(endpoint.slice('ipc://'.length))
    await pull.close()
  },
}
