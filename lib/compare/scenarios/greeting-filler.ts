// The filler, the size in the signature and the as-server octet mean nothing.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY } from '../wire.js'

export const scenario: Scenario = {
  name: 'greeting-filler',
  title: 'a peer with odd octets where nobody looks (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`ff01020304050607097f0301${GREETING.slice(24, 64)}01${'5a'.repeat(31)}`)
    peer.send(READY.PUSH)
    await connected(pull)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
