// The type of a ZMTP 2.0 peer is read; libzmq does not look at it.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-wrong-type',
  title: 'a ZMTP 2.0 peer that says it is a PUB sends to a PULL (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'A ZMTP 2.0 peer of a type that cannot talk to ours is dropped, as one of 3.x would be; libzmq reads the type and ignores it.',
    [['DISCONNECTED', 'fd2']],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0101${frame('00', '')}${frame('00', '6869')}`)
    await world.race(pull.receive(), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
