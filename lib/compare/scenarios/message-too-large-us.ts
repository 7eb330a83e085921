// The connecting side that receives it does not connect again.
import { OPTIONS } from '../options.js'
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'message-too-large-us',
  title: 'a message larger than MAXMSGSIZE (connect side receives)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const pull = world.socket('pull', 'PULL', {
      [OPTIONS.MAXMSGSIZE]: 100,
      [OPTIONS.RECONNECT_IVL]: 10,
    })
    pull.connect(await push.bind(world.place()))
    await connected(push, pull)
    await push.send('x'.repeat(101))
    await pull.saw('DISCONNECTED')
    await push.saw('DISCONNECTED')
    await quiet(world)
    await pull.close()
    await push.close()
  },
}
