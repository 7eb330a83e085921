// The handshake's clock stops with the greeting.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-stays',
  title: 'a ZMTP 2.0 PUSH says nothing for longer than HANDSHAKE_IVL, then sends (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 1000 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0108`)
    await world.wait(1500)
    peer.send(frame('00', '') + frame('00', '6869'))
    world.note(String(await pull.receive()))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
