// G is the length of a ZMTP 1.0 frame: 70 octets and flags. libzmq waits for the rest, without a clock.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { boundDifference } from '../deliberate.js'

export const scenario: Scenario = {
  name: 'garbage-http',
  title: 'an HTTP request (bind side)',
  transports: ['tcp', 'ipc'],
  deliberate: boundDifference(
    'The flags of a ZMTP 1.0 frame may only say MORE, so text such as an HTTP request is no such peer and is dropped at once; libzmq waits for the rest of the frame, without a time-out.',
    [['DISCONNECTED', 'fd2']],
    ['closed by the engine: true'],
  ),
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.HANDSHAKE_IVL]: 1000 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n').toString('hex'))
    await world.race(peer.ended(), world.wait(2000))
    world.note(`closed by the engine: ${peer.isEnded}`)
    peer.end()
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
