// Any text is a ZMTP 1.0 peer to begin with, for libzmq.
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'

export const scenario: Scenario = {
  name: 'garbage-text',
  title: 'a line of text, then the end (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference('As with an HTTP request: text is no ZMTP 1.0 peer.', [
    ['DISCONNECTED', 'fd2'],
  ]),
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(Buffer.from('hello\n').toString('hex'))
    await pull.saw('ACCEPTED')
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
