// Exactly MAXMSGSIZE passes; each part counts by itself.
import { OPTIONS } from '../options.js'
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'message-at-limit',
  title: 'messages of exactly MAXMSGSIZE',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.MAXMSGSIZE]: 100 })
    const push = world.socket('push', 'PUSH')
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    await push.send('x'.repeat(100), 'y'.repeat(100))
    world.note(String((await pull.receive()).map(text => text.length)))
    await part(push, pull)
  },
}
