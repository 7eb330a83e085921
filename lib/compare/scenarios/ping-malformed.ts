// A PING without its time to live.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ping-malformed',
  title: 'a peer that sends a PING of 5 octets (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'A PING that is too short is a fault of the peer, and the connection is closed; libzmq reads past its end, or stops reading.',
    [
      ['HANDSHAKE_SUCCEEDED', 0],
      ['DISCONNECTED', 'fd2'],
    ],
    ['closed by the engine: true'],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    peer.send(frame('04', '0450494e47'))
    await world.race(peer.ended(), world.wait(1500))
    world.note(`closed by the engine: ${peer.isEnded}`)
    peer.close()
    await world.race(pull.saw('DISCONNECTED'), world.wait(100))
    await pull.close()
  },
}
