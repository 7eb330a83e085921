// A socket that was never used.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-unused',
  title: 'close a socket that was neither bound nor connected',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    await push.close()
  },
}
