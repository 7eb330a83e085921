// A second monitor ends the first, at once.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-replaced',
  title: 'a second monitor takes the place of the first',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const first = world.reader('first', 'inproc://first')
    const second = world.reader('second', 'inproc://second')
    world.monitor(pull, { endpoint: 'inproc://first' })
    const endpoint = await pull.bind(world.place())
    await first.saw('LISTENING')
    world.monitor(pull, { endpoint: 'inproc://second' })
    await first.saw('MONITOR_STOPPED')
    await pull.unbind(endpoint)
    await second.saw('CLOSED')
    world.monitor(pull, { endpoint: null })
    await second.saw('MONITOR_STOPPED')
  },
}
