// Unbinding what is not bound: ENOENT, also the second time. No event.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'unbind-unknown',
  title: 'unbind an endpoint that is not bound, or not any more',
  transports: ['tcp', 'ipc', 'inproc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const place = await world.emptyPlace()
    await pull.attempt('unbind unknown', () => pull.unbind(place))
    const endpoint = await pull.bind(place)
    await pull.unbind(endpoint)
    await pull.attempt('unbind again', () => pull.unbind(endpoint))
    await pull.close()
  },
}
