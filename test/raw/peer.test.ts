import t, { type Test } from 'tap'
import { connectRawPeer, listenRawPeer, type RawPeer } from '../../lib/raw/peer.js'

async function pair(t: Test): Promise<readonly [RawPeer, RawPeer]> {
  const listener = await listenRawPeer()
  const left = await connectRawPeer(listener.endpoint)
  const right = await listener.accept()
  t.teardown(() => {
    left.close()
    right.close()
    listener.close()
  })
  return [left, right]
}

t.test('bytes go over as written, and are read in the pieces asked for', async t => {
  const [left, right] = await pair(t)
  left.send('ff 00*2 "ab"')
  t.equal(await right.read(2), 'ff00')
  t.equal(await right.read(3), '006162')
  right.send('01')
  t.equal(await left.read(1), '01')
  t.equal(await left.read(0), '')
})

t.test('an accept may come before the connection', async t => {
  const listener = await listenRawPeer()
  const accepted = listener.accept()
  const left = await connectRawPeer(listener.endpoint)
  const right = await accepted
  left.send('07')
  t.equal(await right.read(1), '07')
  left.close()
  right.close()
  listener.close()
})

t.test('after an end of one half the other half still speaks', async t => {
  const [left, right] = await pair(t)
  left.send('01 02')
  left.end()
  t.equal(await right.readToEnd(), '0102')
  right.send('03')
  t.equal(await left.read(1), '03')
})

t.test('a read that cannot be served says what was there', async t => {
  const [left, right] = await pair(t)
  left.send('cc aa')
  t.equal(await right.read(1), 'cc', 'the rest came with it')
  await t.rejects(right.read(2, 20), {
    message: /wanted 2 bytes, got aa: nothing more within 20 ms/,
  })
  const [third, fourth] = await pair(t)
  third.send('bb')
  third.end()
  await t.rejects(fourth.read(2), {
    message: 'wanted 2 bytes, got bb: the connection has ended (FIN)',
  })
})

t.test('a reset is a reset', async t => {
  const [left, right] = await pair(t)
  left.reset()
  await t.rejects(right.read(1), { message: /ECONNRESET/ })
})
