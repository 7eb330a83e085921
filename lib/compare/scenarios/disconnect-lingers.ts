// Messages that wait keep a disconnected endpoint alive, events and all, as long as they linger.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'disconnect-lingers',
  title: 'disconnect with LINGER -1 and a message that waits; then somebody binds',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 2000,
      [OPTIONS.RECONNECT_IVL_MAX]: 2000,
      [OPTIONS.LINGER]: -1,
    })
    const pull = world.socket('pull', 'PULL')
    const place = await world.emptyPlace()
    push.connect(place)
    await push.send('kept')
    await push.saw('CONNECT_RETRIED')
    push.disconnect(place)
    await pull.bind(place)
    world.note(String(await pull.receive()))
    await pull.saw('DISCONNECTED')
    await push.saw('HANDSHAKE_SUCCEEDED')
    await push.close()
    await pull.close()
  },
}
