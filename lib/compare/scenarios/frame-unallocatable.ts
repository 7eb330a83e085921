// A size nobody can store: closed without a word.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'frame-unallocatable',
  title: 'a peer that announces a message of 2^63 octets (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.send('028000000000000000')
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
