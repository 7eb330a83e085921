// A name that is taken: the monitor before is gone, too.
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-error-in-use',
  title: 'a monitor on a name that is taken: EADDRINUSE, and the running monitor is stopped',
  transports: ['tcp'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const other = world.plainSocket('PAIR')
    await other.bind('inproc://taken')
    const reader = world.reader('monitor', 'inproc://stopped')
    world.monitor(pull, { endpoint: 'inproc://stopped' })
    world.monitor(pull, { endpoint: 'inproc://taken' })
    await reader.saw('MONITOR_STOPPED')
    await pull.bind('tcp://127.0.0.1:*')
    await quiet(world)
  },
}
