// What a gate needs.
import { EVENTS } from '../../monitor/events.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'mask-handshake',
  title: 'monitors for HANDSHAKE_SUCCEEDED and DISCONNECTED only',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const events = EVENTS.HANDSHAKE_SUCCEEDED | EVENTS.DISCONNECTED
    const pull = world.socket('pull', 'PULL', {}, { events })
    const push = world.socket('push', 'PUSH', {}, { events })
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    push.closeOnly()
    await pull.saw('DISCONNECTED')
  },
}
