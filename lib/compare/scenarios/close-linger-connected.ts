// LINGER -1 over a live connection: everything arrives, then the connection ends.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'close-linger-connected',
  title: 'close with LINGER -1 right after 100 messages',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH', { [OPTIONS.LINGER]: -1 })
    const pull = world.socket('pull', 'PULL')
    push.connect(await pull.bind(world.place()))
    await connected(push, pull)
    for (let count = 1; count <= 100; count++) await push.send(`message ${count}`)
    push.closeOnly()
    let last: string[] = []
    for (let count = 1; count <= 100; count++) last = await pull.receive()
    world.note(String(last))
    await push.saw('MONITOR_STOPPED')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
