// The other version after the first.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-both-versions',
  title: 'a monitor of version 2 takes the place of one of version 1',
  transports: ['tcp', 'ipc'],
  versions: [1],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const first = world.reader('first', 'inproc://first')
    const second = world.reader('second', 'inproc://second')
    world.monitor(pull, { endpoint: 'inproc://first', version: 1 })
    const endpoint = await pull.bind(world.place())
    await first.saw('LISTENING')
    world.monitor(pull, { endpoint: 'inproc://second', version: 2, events: 0x1ffff })
    await first.saw('MONITOR_STOPPED')
    await pull.unbind(endpoint)
    await second.saw('CLOSED')
    world.monitor(pull, { endpoint: null })
    await second.saw('MONITOR_STOPPED')
  },
}
