// Frames right behind READY: libzmq takes them for the handshake's while its own READY is not packed.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { GREETING, READY, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-and-more',
  title: 'a peer that sends greeting, READY and a message in one write (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'A peer that sends its first message right behind READY breaks no rule; libzmq drops it if its own READY is not packed yet.',
    [
      ['HANDSHAKE_SUCCEEDED', 0],
      ['DISCONNECTED', 'fd2'],
    ],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + READY.PUSH + frame('00', '6869'))
    await world.race(pull.saw('HANDSHAKE_SUCCEEDED'), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
