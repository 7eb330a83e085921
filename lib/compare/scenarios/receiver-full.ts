// Who has stopped reading does not notice the end either, until there is room again.
import { OPTIONS } from '../options.js'
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'receiver-full',
  title: 'a peer ends while RCVHWM keeps us from reading; then its messages are read',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.RCVHWM]: 1 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await peer.handshake('PUSH')
    await connected(pull)
    for (let count = 1; count <= 4; count++) peer.send(frame('00', '6869'))
    peer.end()
    let isNoticed = false
    const noticed = pull.saw('DISCONNECTED').then(() => (isNoticed = true))
    await world.race(noticed, world.wait(300))
    world.note(`noticed while full: ${isNoticed}`)
    for (let count = 1; count <= 4; count++) world.note(String(await pull.receive()))
    await noticed
    await pull.close()
  },
}
