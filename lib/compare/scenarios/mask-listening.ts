// The mask leaves out what was not asked for, MONITOR_STOPPED too.
import { EVENTS } from '../../monitor/events.js'
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'mask-listening',
  title: 'a monitor for LISTENING and CLOSED only',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', {}, { events: EVENTS.LISTENING | EVENTS.CLOSED })
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind(world.place()))
    await connected(push)
    await push.close()
    pull.closeOnly()
    await pull.saw('CLOSED')
    await quiet(world)
  },
}
