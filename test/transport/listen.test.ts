// Listening at once: what is bound can be connected to as soon as the call is back, and a fault is thrown.
import { once } from 'node:events'
import net from 'node:net'
import { join } from 'node:path'
import { constants, tmpdir } from 'node:os'
import t from 'tap'
import { later } from '../support/later.js'
import { listenOnAddress, listenOnPath } from '../../lib/transport/listen.js'
import { BindError } from '../../lib/transport/transport.js'

const NOTHING = {
  accepted: (socket: net.Socket) => void socket.destroy(),
  acceptFailed: () => {},
}

t.test('an address with any port: the real one, and a connection', async t => {
  const accepted: net.Socket[] = []
  const met = later<undefined>()
  const listening = listenOnAddress('127.0.0.1', 0, 10, {
    accepted(socket) {
      accepted.push(socket)
      met.resolve(undefined)
    },
    acceptFailed: error => met.reject(error),
  })
  t.ok(listening.port > 0)
  t.equal(listening.address, '127.0.0.1')
  t.ok(listening.descriptor > 2)
  const client = net.connect(listening.port, '127.0.0.1')
  t.teardown(() => void client.destroy())
  await Promise.all([once(client, 'connect'), met.promise])
  listening.close()
  const refused = net.connect(listening.port, '127.0.0.1')
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException]
  t.equal(error.code, 'ECONNREFUSED', 'closed at once')
  t.equal(accepted[0]?.destroyed, false, 'those accepted stay')
  accepted[0]?.destroy()
})

t.test('a port that is taken', async t => {
  const first = listenOnAddress('127.0.0.1', 0, 10, NOTHING)
  t.teardown(() => first.close())
  t.throws(() => listenOnAddress('127.0.0.1', first.port, 10, NOTHING), {
    name: 'BindError',
    cause: { code: 'EADDRINUSE', errno: constants.errno.EADDRINUSE },
  })
})

t.test('an address of no interface here', async t => {
  t.throws(() => listenOnAddress('203.0.113.1', 0, 10, NOTHING), {
    cause: { code: 'EADDRNOTAVAIL' },
  })
})

t.test('a path: taken, and one in no folder', async t => {
  const path = join(tmpdir(), `rawzmq-listen-${process.pid}`)
  const listening = listenOnPath(path, 10, NOTHING)
  t.match(listening, { address: path, port: 0 })
  t.throws(() => listenOnPath(path, 10, NOTHING), { cause: { code: 'EADDRINUSE' } })
  const client = net.connect(path)
  await once(client, 'connect')
  client.destroy()
  listening.close()
  t.throws(() => listenOnPath(join(path, 'none'), 10, NOTHING), BindError)
})
