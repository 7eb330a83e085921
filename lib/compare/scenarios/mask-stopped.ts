// Only the monitor's own last word.
import { EVENTS } from '../../monitor/events.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'mask-stopped',
  title: 'a monitor for MONITOR_STOPPED only',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', {}, { events: EVENTS.MONITOR_STOPPED })
    const push = world.socket('push', 'PUSH', {}, { events: EVENTS.MONITOR_STOPPED })
    push.connect(await pull.bind(world.place()))
    await push.send('hello')
    world.note(String(await pull.receive()))
    await push.close()
    await pull.close()
  },
}
