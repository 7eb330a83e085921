// A path that cannot be is refused at once.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-ipc-too-long',
  title: 'connect to a path that is too long: an error, but no event',
  transports: ['ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    await push.attempt('connect', () => push.connect(`ipc://${world.path('x'.repeat(110))}`))
    await push.close()
  },
}
