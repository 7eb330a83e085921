// A message over MAXMSGSIZE: closed without a word about the handshake.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'message-too-large',
  title: 'a message larger than MAXMSGSIZE (bind side receives)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.MAXMSGSIZE]: 100 })
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 300 })
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    await push.send('x'.repeat(101))
    await pull.saw('DISCONNECTED')
    pull.cut()
    await push.saw('CONNECT_RETRIED')
    push.cut()
  },
}
