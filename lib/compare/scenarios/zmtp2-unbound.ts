// The local end of an old peer's connection is silent, as any other.
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-unbound',
  title: 'unbind with a live ZMTP 2.0 peer',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const endpoint = await pull.bind(world.place())
    const peer = await world.rawConnect(endpoint)
    peer.send(`${SIGNATURE}0108${frame('00', '')}${frame('00', '6869')}`)
    world.note(String(await pull.receive()))
    await pull.unbind(endpoint)
    await peer.ended()
    await pull.close()
  },
}
