// ZMTP 2.0 has no handshake to report; the end is always told as if one had failed.
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2',
  title: 'a ZMTP 2.0 PUSH connects, sends, and goes (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0108${frame('00', '')}${frame('00', '6869')}`)
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
