// libzmq does not look at the flags of a handshake's frames.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-as-message',
  title: 'a peer whose READY stands in a message frame (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'RFC 23 wants commands until the handshake is done; libzmq does not look at the flags of the frames.',
    [
      ['HANDSHAKE_FAILED_PROTOCOL', '0x10000001'],
      ['DISCONNECTED', 'fd2'],
    ],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${GREETING}00${READY.PUSH.slice(2)}`)
    await world.race(pull.saw('HANDSHAKE_SUCCEEDED'), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
