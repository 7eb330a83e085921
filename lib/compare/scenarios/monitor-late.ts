// A monitor tells of what happens from now on.
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-late',
  title: 'a monitor that is started after the bind, and stopped before the close',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const push = world.socket('push', 'PUSH')
    const endpoint = await pull.bind(world.place())
    const reader = world.reader('monitor', 'inproc://late')
    world.monitor(pull, { endpoint: 'inproc://late' })
    push.connect(endpoint)
    await connected(push, reader)
    await push.close()
    await reader.saw('DISCONNECTED')
    world.monitor(pull, { endpoint: null })
    await reader.saw('MONITOR_STOPPED')
    await pull.unbind(endpoint)
    await quiet(world)
  },
}
