// libzmq frees the name of a monitor some time after it was stopped.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-same-name',
  title: 'a monitor is stopped and started again with the same name, a moment later',
  transports: ['tcp'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const first = world.reader('first', 'inproc://again')
    world.monitor(pull, { endpoint: 'inproc://again' })
    world.monitor(pull, { endpoint: null })
    await first.saw('MONITOR_STOPPED')
    first.closeOnly()
    await world.wait(200)
    const second = world.reader('second', 'inproc://again')
    world.monitor(pull, { endpoint: 'inproc://again' })
    world.monitor(pull, { endpoint: null })
    await second.saw('MONITOR_STOPPED')
  },
}
