// Interval 0 is no interval: it never tries again. The pipe stays.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-zero',
  title: 'RECONNECT_IVL 0: one attempt, then nothing; messages still queue',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 0 })
    push.connect(await world.emptyPlace())
    await push.saw('CLOSED')
    await quiet(world)
    world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
    await push.close()
  },
}
