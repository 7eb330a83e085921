// An unfinished attempt has a socket of its own, which is closed.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'disconnect-unanswered',
  title: 'disconnect while the connect is not answered yet',
  transports: ['tcp'],
  async run(world) {
    const full = await world.fullListener()
    const push = world.socket('push', 'PUSH')
    push.connect(full)
    await push.saw('CONNECT_DELAYED')
    push.disconnect(full)
    await push.saw('CLOSED')
    await push.close()
  },
}
