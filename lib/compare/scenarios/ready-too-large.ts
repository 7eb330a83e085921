// A READY of 100 KB, which no socket needs.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-too-large',
  title: 'a peer whose READY is larger than any peer needs (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'Before the handshake is done a peer is not trusted with more than 64 KB of our memory; libzmq has no limit of its own.',
    [['DISCONNECTED', 'fd2']],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    const property = `03582d61${(100_000).toString(16).padStart(8, '0')}${'61'.repeat(100_000)}`
    const body = READY.PUSH.slice(4) + property
    peer.send(`${GREETING}06${(body.length / 2).toString(16).padStart(16, '0')}${body}`)
    await world.race(pull.saw('HANDSHAKE_SUCCEEDED'), pull.saw('DISCONNECTED'))
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
