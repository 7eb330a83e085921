// Events name the endpoint as it was given, until a connection has been up: then by number.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-name',
  title: 'connect to tcp://localhost; after the first connection the address is numeric',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    push.connect(endpoint.replace('127.0.0.1', 'localhost'))
    await connected(push, pull)
    await pull.close()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  },
}
