// MAXMSGSIZE counts for old peers too.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'zmtp2-too-large',
  title: 'a ZMTP 2.0 PUSH sends more than MAXMSGSIZE (bind side)',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.MAXMSGSIZE]: 5 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(`${SIGNATURE}0108${frame('00', '')}${frame('00', '6869')}`)
    world.note(String(await pull.receive()))
    peer.send(frame('00', '414243444546'))
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
