// A wrong type is seen only when the monitor before is gone.
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-error-type',
  title: 'a monitor of type PULL: EINVAL, and the running monitor is stopped',
  transports: ['tcp'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const reader = world.reader('monitor', 'inproc://stopped')
    world.monitor(pull, { endpoint: 'inproc://stopped' })
    world.monitor(pull, { endpoint: 'inproc://other', type: 7 })
    await reader.saw('MONITOR_STOPPED')
    await pull.bind('tcp://127.0.0.1:*')
    await quiet(world)
  },
}
