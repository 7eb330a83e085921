// Descriptors: those of real sockets are what the system calls them; where none is to be seen it is −1.
import { once } from 'node:events'
import { existsSync, readlinkSync } from 'node:fs'
import net from 'node:net'
import t from 'tap'
import { descriptorOf } from '../../lib/transport/descriptor.js'

t.test('of a server and both ends of a connection', async t => {
  const server = net.createServer().listen(0, '127.0.0.1')
  t.teardown(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const client = net.connect(port, '127.0.0.1')
  const [accepted] = (await once(server, 'connection')) as [net.Socket]
  await once(client, 'connect')
  t.teardown(() => [client, accepted].forEach(socket => socket.destroy()))
  const descriptors = [server, client, accepted].map(descriptorOf)
  t.equal(new Set(descriptors).size, 3)
  for (const descriptor of descriptors) {
    t.ok(descriptor > 2, String(descriptor))
    const link = `/proc/self/fd/${descriptor}`
    if (existsSync('/proc/self/fd')) t.match(readlinkSync(link), /^socket:/)
  }
  client.destroy()
  t.equal(descriptorOf(client), -1, 'gone with the handle')
})

t.test('of a bare handle, and of what has none', async t => {
  t.equal(descriptorOf({ fd: 7 }), 7)
  t.equal(descriptorOf({ _handle: { fd: 8 }, fd: 7 }), 8)
  for (const owner of [{}, { _handle: null }, { _handle: {} }, { fd: 'x' }, new net.Socket()]) {
    t.equal(descriptorOf(owner), -1)
  }
})
