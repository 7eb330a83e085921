// One octet too many: closed without a word.
import type { Scenario } from '../scenario.js'
import { GREETING, READY, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'ready-stray',
  title: 'a peer whose READY has a stray octet (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING + frame('04', `${READY.PUSH.slice(4)}00`))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
