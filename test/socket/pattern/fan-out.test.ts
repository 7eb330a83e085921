import t from 'tap'
import { FanOut } from '../../../lib/socket/pattern/fan-out.js'
import { bytes, TestPipe } from './patterns.js'

t.test('to all who subscribed to the start of it, and to nobody who is full', async t => {
  const pattern = new FanOut()
  t.equal(pattern.send(bytes('nobody')), true)
  const all = new TestPipe('all', 3).joins(pattern)
  const some = new TestPipe('some').joins(pattern)
  const none = new TestPipe('none').joins(pattern)
  all.gets('\x01')
  some.gets('\x01ab', '\x01ab', '\x01x')
  for (const name of ['abc', 'xyz', 'other', 'abd']) t.equal(pattern.send(bytes(name)), true)
  t.same(all.taken(), ['abc', 'xyz', 'other'])
  t.same(some.taken(), ['abc', 'xyz', 'abd'])
  t.same(none.taken(), [])
  some.gets('\x00ab', '\x00none', 'neither')
  pattern.send(bytes('abc'))
  pattern.send(bytes('x'))
  t.same(some.taken(), ['x'])
  pattern.detach(all)
  pattern.detach(some)
  t.equal(pattern.hasPeers, true)
  pattern.detach(none)
  t.equal(pattern.hasPeers, false)
  t.equal(pattern.receive(), undefined)
})
