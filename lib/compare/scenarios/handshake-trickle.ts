// The greeting may come in any pieces.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'handshake-trickle',
  title: 'a peer whose greeting and READY come octet by octet (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    for (const octet of Buffer.from(GREETING + READY.PUSH, 'hex')) {
      peer.send(octet.toString(16).padStart(2, '0'))
      await world.wait(0)
    }
    await connected(pull)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
