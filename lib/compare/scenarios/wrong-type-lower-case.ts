// Are names of properties compared with case?
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'wrong-type-lower-case',
  title: 'a peer whose READY has socket-type PUB in lower case (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'RFC 23 compares the names of properties without case; libzmq takes socket-type for a property it does not know.',
    [['DISCONNECTED', 'fd2']],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${GREETING}${READY.PUB.replace('536f636b65742d54797065', '736f636b65742d74797065')}`)
    await world.race(pull.saw('HANDSHAKE_SUCCEEDED'), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
