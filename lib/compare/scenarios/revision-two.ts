// RFC 23 counts revision 2 as ZMTP 2.0 (§Backwards Interoperability); libzmq as 3.1.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { GREETING, READY, SIGNATURE } from '../wire.js'

export const scenario: Scenario = {
  name: 'revision-two',
  title: 'a peer of revision 2 (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'Revision 2 is ZMTP 2.0, as RFC 23 says, so the next octet is a socket type, here PUB, and the peer is dropped; libzmq takes it for 3.1.',
    [['DISCONNECTED', 'fd2']],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}02${GREETING.slice(22)}`)
    peer.send(READY.PUSH)
    await world.race(pull.saw('HANDSHAKE_SUCCEEDED'), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
