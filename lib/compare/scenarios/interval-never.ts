// Interval -1: the same after a refusal.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'interval-never',
  title: 'RECONNECT_IVL -1: one refused attempt, then nothing; messages still queue',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: -1 })
    push.connect(await world.emptyPlace())
    await push.saw('CLOSED')
    await quiet(world)
    world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
    await push.close()
  },
}
