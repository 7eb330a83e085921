// A dialer that is closed with messages still to go: until when it waits for them.
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { hex } from '../../support/bytes.js'
import { dialerTo, HELLO_LENGTH, linked } from '../../support/dialer-world.js'
import { bytes, NOWHERE } from '../../support/engines.js'
import { PULL_HELLO, settle } from '../../support/link-world.js'

/** More than the system's buffers hold, so that it waits in the link. */
const LARGE = Buffer.alloc(16 * 1024 * 1024)

t.test('what is queued is sent on a later connection, and then it ends', async t => {
  const { listening, host, dialer, peer } = await linked(t)
  const [pipe] = host.pipes
  peer.end()
  await host.until('CONNECT_RETRIED')
  pipe?.write(bytes('a'))
  dialer.close(-1, 'closed')
  t.strictSame(host.endedParts, [])
  t.equal(pipe?.write(bytes('b')), false, 'nothing more is taken')
  host.clock.advance(150)
  const second = await listening.accept()
  second.send(PULL_HELLO)
  await second.read(HELLO_LENGTH)
  t.equal(await second.readToEnd(), '000161')
  await host.untilEnded()
  t.strictSame(host.endedParts, [dialer])
  t.equal(host.names.at(-1), 'HANDSHAKE_SUCCEEDED')
})

t.test('only so long, and not for a peer to whom nothing is owed', async t => {
  const late = dialerTo(t, NOWHERE, { reconnectInterval: 1000 })
  late.dialer.start()
  late.host.pipes[0]?.write(bytes('a'))
  await late.host.until('CONNECT_RETRIED')
  late.dialer.close(50, 'closed')
  late.host.clock.advance(49)
  t.strictSame(late.host.endedParts, [])
  late.host.clock.advance(1)
  t.strictSame(late.host.endedParts, [late.dialer])
  t.equal(late.dialer.hasUnsent, false)
  t.equal(late.host.clock.pending, 0)

  const { host, dialer, peer } = await linked(t)
  dialer.close(50, 'closed')
  await peer.readToEnd()
  await host.untilEnded()
  t.strictSame(host.endedParts, [dialer])
  t.equal(host.clock.pending, 0, 'the time to linger is taken back')
})

/** A dialer that was closed with so many large messages for a peer that does not read. */
async function stalled(t: Test, count: number, immediate: boolean) {
  const server = createServer()
  t.teardown(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { host, dialer } = dialerTo(t, `tcp://127.0.0.1:${port}`, { immediate })
  dialer.start()
  const [socket] = (await once(server, 'connection')) as [Socket]
  socket.pause()
  socket.write(hex(PULL_HELLO))
  await host.until('HANDSHAKE_SUCCEEDED')
  for (let sent = 0; sent < count; sent++) host.pipes[0]?.write([LARGE])
  await settle()
  t.equal(dialer.hasUnsent, true)
  dialer.close(-1, 'closed')
  t.strictSame(host.endedParts, [])
  return { host, dialer, socket }
}

t.test('what the system has not taken yet is waited for', async t => {
  const { host, dialer, socket } = await stalled(t, 1, false)
  let length = 0
  socket.on('data', ({ length: more }) => (length += more)).resume()
  await Promise.all([once(socket, 'end'), host.untilEnded()])
  t.equal(length, HELLO_LENGTH + 9 + LARGE.length)
  t.strictSame(host.endedParts, [dialer])
})

t.test('a peer that goes then is not tried again if nothing waits for another', async t => {
  for (const [count, immediate] of [
    [1, false],
    [5, true],
  ] as const) {
    const { host, dialer, socket } = await stalled(t, count, immediate)
    socket.resetAndDestroy()
    await host.untilEnded()
    t.strictSame(host.endedParts, [dialer])
    t.equal(host.clock.pending, 0)
  }
})
