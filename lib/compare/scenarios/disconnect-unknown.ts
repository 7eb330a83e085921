// Disconnecting what is not connected: ENOENT.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'disconnect-unknown',
  title: 'disconnect an endpoint that is not connected, or not any more',
  transports: ['tcp', 'ipc', 'inproc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
    const place = await world.emptyPlace()
    await push.attempt('disconnect unknown', () => push.disconnect(place))
    push.connect(place)
    push.disconnect(place)
    await push.attempt('disconnect again', () => push.disconnect(place))
    push.cut()
  },
}
