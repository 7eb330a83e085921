// MAXMSGSIZE counts for the handshake's commands too.
import { OPTIONS } from '../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY, READY_LENGTH } from '../wire.js'

export const scenario: Scenario = {
  name: 'handshake-over-limit',
  title: "MAXMSGSIZE smaller than the peer's READY (bind side)",
  transports: ['tcp', 'ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL', { [OPTIONS.MAXMSGSIZE]: 10 })
    const peer = await world.rawConnect(await pull.bind(world.place()))
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + READY_LENGTH)
    peer.send(READY.PUSH)
    await pull.saw('DISCONNECTED')
    await pull.close()
  },
}
