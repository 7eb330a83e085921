// The bound peer goes away after the handshake: the connecting side is disconnected and retries.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'peer-closes',
  title: 'the bound peer closes after the handshake; the connecting side tries again, in vain',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    const pull = world.socket('pull', 'PULL')
    push.connect(await pull.bind(world.place()))
    await push.saw('HANDSHAKE_SUCCEEDED')
    await pull.saw('HANDSHAKE_SUCCEEDED')
    await pull.close()
    await push.saw('CONNECT_RETRIED', 3)
    push.cut()
  },
}
