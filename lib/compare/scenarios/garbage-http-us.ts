// The same on the connecting side, as when one connects to a web server.
import { OPTIONS } from '../options.js'
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'garbage-http-us',
  title: 'a bound web server answers and ends (connect side)',
  transports: ['tcp'],
  deliberate: {
    tcp: {
      reason:
        'A web server is no ZMTP 1.0 peer, and will not become one: the connection is dropped and not tried again; libzmq tries again for ever.',
      ours: {
        push: {
          side: 'connect',
          rows: [
            ['CONNECT_DELAYED', 115, '', 'tcp://127.0.0.1:port1'],
            ['CONNECTED', 'fd1', 'tcp://127.0.0.1:port2', 'tcp://127.0.0.1:port1'],
            ['DISCONNECTED', 'fd1', 'tcp://127.0.0.1:port2', 'tcp://127.0.0.1:port1'],
            ['MONITOR_STOPPED', 0, '', ''],
          ],
        },
      },
    },
  },
  async run(world) {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    await push.saw('CONNECTED')
    peer.send(Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n').toString('hex'))
    peer.end()
    await push.saw('DISCONNECTED')
    await quiet(world)
    await push.close()
  },
}
