// A second peer of a PAIR finishes its handshake and stays, mute.
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'pair-second',
  title: 'a second peer connects to a PAIR, and goes',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const bound = world.socket('bound', 'PAIR')
    const first = world.socket('first', 'PAIR')
    const second = world.socket('second', 'PAIR')
    const endpoint = await bound.bind(world.place())
    first.connect(endpoint)
    await connected(first, bound)
    second.connect(endpoint)
    await connected(second)
    await bound.saw('HANDSHAKE_SUCCEEDED', 2)
    await quiet(world)
    await second.close()
    await bound.saw('DISCONNECTED')
    await first.send('still here')
    world.note(String(await bound.receive()))
    await first.close()
    await bound.saw('DISCONNECTED', 2)
    await bound.close()
  },
}
