// A source address is part of the name, as long as the text given is the name.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-source',
  title: 'connect with a source address: tcp://127.0.0.1:0;127.0.0.1:port',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    push.connect(endpoint.replace('tcp://', 'tcp://127.0.0.1:0;'))
    await connected(push, pull)
    await pull.close()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
