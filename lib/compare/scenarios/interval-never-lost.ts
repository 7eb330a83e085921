// Interval -1: after a connection that was lost, the pipe goes too.
import { OPTIONS } from '../options.js'
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-never-lost',
  title: 'RECONNECT_IVL -1: a lost connection ends it; nothing can be sent any more',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: -1 })
    const pull = world.socket('pull', 'PULL')
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    await pull.close()
    await push.saw('DISCONNECTED')
    await quiet(world)
    world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
    await push.close()
  },
}
