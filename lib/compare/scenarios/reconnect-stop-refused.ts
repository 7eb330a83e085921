// ZMQ_RECONNECT_STOP 1: a refusal ends it all, and the endpoint is gone.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'reconnect-stop-refused',
  title: 'RECONNECT_STOP_CONN_REFUSED: one refused attempt, then nothing',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH', {
      [OPTIONS.RECONNECT_IVL]: 10,
      [OPTIONS.RECONNECT_STOP]: 1,
    })
    const place = await world.emptyPlace()
    push.connect(place)
    await push.saw('CLOSED')
    await quiet(world)
    await push.attempt('disconnect', () => push.disconnect(place))
    await push.close()
  },
}
