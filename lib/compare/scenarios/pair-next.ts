// When the first peer has gone, the next one is served.
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'pair-next',
  title: 'the peer of a PAIR goes, another comes',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const bound = world.socket('bound', 'PAIR')
    const first = world.socket('first', 'PAIR')
    const second = world.socket('second', 'PAIR')
    const endpoint = await bound.bind(world.place())
    first.connect(endpoint)
    await connected(first, bound)
    await first.close()
    await bound.saw('DISCONNECTED')
    // libzmq lets go of the first peer only when the socket is next attended.
    await quiet(world)
    second.connect(endpoint)
    await connected(second)
    await bound.saw('HANDSHAKE_SUCCEEDED', 2)
    await second.send('next')
    world.note(String(await bound.receive()))
    await second.close()
    await bound.saw('DISCONNECTED', 2)
    await bound.close()
  },
}
