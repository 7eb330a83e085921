// libzmq's monitor socket blocks: without a reader the first event stops the I/O thread.
import { EVENTS } from '../../monitor/events.js'
import type { Scenario } from '../scenario.js'
import { WITHOUT_READER } from '../deliberate.js'

export const scenario: Scenario = {
  name: 'monitor-without-reader',
  title: 'nobody reads the monitor while a peer connects; a reader comes later',
  transports: ['tcp', 'ipc'],
  deliberate: {
    tcp: WITHOUT_READER,
    ipc: WITHOUT_READER,
  },
  async run(world) {
    const pull = world.plainSocket('PULL')
    const endpoint = await pull.bind(world.place())
    const events = EVENTS.ACCEPTED | EVENTS.HANDSHAKE_SUCCEEDED | EVENTS.DISCONNECTED
    world.monitor(pull, { endpoint: 'inproc://unread', events })
    const peer = await world.rawConnect(endpoint)
    let isDone = false
    const handshake = peer.handshake('PUSH').then(() => (isDone = true))
    await world.race(handshake, world.wait(1500))
    world.note(`handshake without a reader: ${isDone}`)
    const reader = world.reader('monitor', 'inproc://unread')
    await handshake
    peer.end()
    await reader.saw('DISCONNECTED')
  },
}
