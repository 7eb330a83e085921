// The monitor's own socket may be a PUSH, which a PULL reads.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-push',
  title: 'a monitor of type PUSH',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const reader = world.reader('monitor', 'inproc://pushed', 'PULL')
    world.monitor(pull, { endpoint: 'inproc://pushed', type: 8 })
    const endpoint = await pull.bind(world.place())
    await reader.saw('LISTENING')
    await pull.unbind(endpoint)
    await reader.saw('CLOSED')
    pull.close()
    await reader.saw('MONITOR_STOPPED')
  },
}
