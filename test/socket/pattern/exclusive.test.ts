import t from 'tap'
import { Exclusive } from '../../../lib/socket/pattern/exclusive.js'
import { bytes, receiveAll, TestPipe } from './patterns.js'

t.test('one peer, both ways; a second is refused while it is there', async t => {
  const pattern = new Exclusive()
  t.equal(pattern.send(bytes('lost')), false)
  t.equal(pattern.receive(), undefined)
  t.equal(pattern.canSend, false)
  t.equal(pattern.canReceive, false)
  const first = new TestPipe('first', 2)
  const second = new TestPipe('second')
  t.equal(pattern.attach(first), true)
  t.equal(pattern.attach(second), false)
  t.equal(pattern.send(bytes('m0')), true)
  t.equal(pattern.send(bytes('m1')), true)
  t.equal(pattern.send(bytes('m2')), false, 'full')
  t.equal(pattern.canSend, false)
  t.same(first.taken(), ['m0', 'm1'])
  t.equal(pattern.canSend, true)
  first.gets('a')
  t.equal(pattern.canReceive, true)
  t.same(receiveAll(pattern), ['a'])
  pattern.detach(second)
  t.equal(pattern.hasPeers, true, 'it never was a peer')
  pattern.detach(first)
  t.equal(pattern.hasPeers, false)
  t.equal(pattern.attach(second), true)
})

t.test(
  'what has arrived can be read after the peer has gone; then there is room for another',
  async t => {
    const pattern = new Exclusive()
    const first = new TestPipe('first')
    pattern.attach(first)
    first.gets('a', 'b')
    first.close()
    pattern.detach(first)
    t.equal(pattern.canSend, false)
    t.equal(pattern.send(bytes('x')), false)
    t.same(receiveAll(pattern), ['a', 'b'])
    t.equal(pattern.hasPeers, false)
    t.equal(pattern.attach(new TestPipe('next')), true)
  },
)
