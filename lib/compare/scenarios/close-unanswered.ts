// The same by closing.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-unanswered',
  title: 'close while the connect is not answered yet',
  transports: ['tcp'],
  async run(world) {
    const full = await world.fullListener()
    const push = world.socket('push', 'PUSH')
    push.connect(full)
    await push.saw('CONNECT_DELAYED')
    await push.close()
  },
}
