// HANDSHAKE_IVL 0: no limit.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'handshake-no-timeout',
  title: 'HANDSHAKE_IVL 0: a silent peer is waited for',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 0 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await pull.saw('ACCEPTED')
    await world.wait(200)
    await peer.handshake('PUSH')
    await connected(pull)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
