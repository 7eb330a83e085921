// A second peer that has sent something is not read, so its end is not noticed.
import { connected, quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'
import { frame } from '../wire.js'

export const scenario: Scenario = {
  name: 'pair-second-sends',
  title: 'a second peer connects to a PAIR, sends, and goes',
  transports: ['tcp', 'ipc'],
  deliberate: {
    tcp: {
      reason:
        'The end of a second peer that a PAIR does not serve is noticed, also if it had sent something; libzmq keeps its connection until the socket closes.',
      ours: {
        bound: {
          side: 'bind',
          rows: [
            ['LISTENING', 'fd1', 'tcp://127.0.0.1:port1', ''],
            ['ACCEPTED', 'fd2', 'tcp://127.0.0.1:port1', 'tcp://127.0.0.1:port2'],
            ['HANDSHAKE_SUCCEEDED', 0, 'tcp://127.0.0.1:port1', 'tcp://127.0.0.1:port2'],
            ['ACCEPTED', 'fd3', 'tcp://127.0.0.1:port1', 'tcp://127.0.0.1:port3'],
            ['HANDSHAKE_SUCCEEDED', 0, 'tcp://127.0.0.1:port1', 'tcp://127.0.0.1:port3'],
            ['DISCONNECTED', 'fd3', 'tcp://127.0.0.1:port1', 'tcp://127.0.0.1:port3'],
            ['CLOSED', 'fd1', 'tcp://127.0.0.1:port1', ''],
            ['MONITOR_STOPPED', 0, '', ''],
          ],
        },
      },
      calls: ['noticed: true'],
    },
    ipc: {
      reason:
        'The end of a second peer that a PAIR does not serve is noticed, also if it had sent something; libzmq keeps its connection until the socket closes.',
      ours: {
        bound: {
          side: 'bind',
          rows: [
            ['LISTENING', 'fd1', 'ipc://DIR/s1', ''],
            ['ACCEPTED', 'fd2', 'ipc://DIR/s1', 'ipc://'],
            ['HANDSHAKE_SUCCEEDED', 0, 'ipc://DIR/s1', 'ipc://'],
            ['ACCEPTED', 'fd3', 'ipc://DIR/s1', 'ipc://'],
            ['HANDSHAKE_SUCCEEDED', 0, 'ipc://DIR/s1', 'ipc://'],
            ['DISCONNECTED', 'fd3', 'ipc://DIR/s1', 'ipc://'],
            ['CLOSED', 'fd1', 'ipc://DIR/s1', ''],
            ['MONITOR_STOPPED', 0, '', ''],
          ],
        },
      },
      calls: ['noticed: true'],
    },
  },
  async run(world) {
    const bound = world.socket('bound', 'PAIR')
    const endpoint = await bound.bind(world.place())
    const first = await world.rawConnect(endpoint)
    await first.handshake('PAIR')
    await connected(bound)
    const second = await world.rawConnect(endpoint)
    await second.handshake('PAIR')
    await bound.saw('HANDSHAKE_SUCCEEDED', 2)
    second.send(frame('00', '6869'))
    await quiet(world)
    second.end()
    let isNoticed = false
    const noticed = bound.saw('DISCONNECTED').then(() => (isNoticed = true))
    await world.race(noticed, world.wait(1500))
    world.note(`noticed: ${isNoticed}`)
    await bound.close()
  },
}
