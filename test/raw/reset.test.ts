// A connection is closed by a reset, or at least closed, whatever it was doing.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { resetOrDestroy } from '../../lib/raw/reset.js'

/** Two ends of a connection over loopback. The far one does not read. */
async function pair(t: Test): Promise<[near: Socket, far: Socket]> {
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [far] = (await once(server, 'connection')) as [Socket]
  t.teardown(() => far.destroy())
  if (near.connecting) await once(near, 'connect')
  near.on('error', () => {})
  return [near, far]
}

t.test('a reset, where nothing else is under way', async t => {
  const [near, far] = await pair(t)
  const failed = once(far, 'error')
  far.resume()
  resetOrDestroy(near)
  t.match(await failed, [{ code: 'ECONNRESET' }])
})

for (const [what, size] of [
  ['an end in the same turn', 10],
  ['an end behind a write that is not read', 50_000_000],
] as const) {
  t.test(what, async t => {
    const [near] = await pair(t)
    near.write(Buffer.alloc(size))
    near.end()
    const closed = once(near, 'close')
    resetOrDestroy(near)
    await closed
    t.pass('it is told')
  })
}
