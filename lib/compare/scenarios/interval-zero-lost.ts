// Interval 0 after a connection that was lost.
import { OPTIONS } from '../options.js'
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-zero-lost',
  title: 'RECONNECT_IVL 0: a connection is lost',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 0 })
    const pull = world.socket('pull', 'PULL')
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    await pull.close()
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
