// RST, also long after the greeting: ECONNRESET.
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-resets',
  title: 'a ZMTP 2.0 PUSH resets after a message (bind side)',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0108${frame('00', '')}${frame('00', '6869')}`)
    await peer.read(14)
    world.note(String(await pull.receive()))
    peer.reset()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
