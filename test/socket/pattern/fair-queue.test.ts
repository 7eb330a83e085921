import t from 'tap'
import { FairQueue } from '../../../lib/socket/pattern/fair-queue.js'
import { receiveAll, TestPipe } from './patterns.js'

t.test('a message of each in turn', async t => {
  const pattern = new FairQueue()
  t.equal(pattern.receive(), undefined)
  t.equal(pattern.canReceive, false)
  for (const name of ['A', 'B', 'C']) {
    new TestPipe(name).joins(pattern).gets(`${name}0`, `${name}1`, `${name}2`)
  }
  t.equal(pattern.canReceive, true)
  t.same(receiveAll(pattern), ['A0', 'B0', 'C0', 'A1', 'B1', 'C1', 'A2', 'B2', 'C2'])
})

t.test('who had nothing comes last', async t => {
  const pattern = new FairQueue()
  const a = new TestPipe('a').joins(pattern)
  const b = new TestPipe('b').joins(pattern)
  t.equal(pattern.canReceive, false)
  b.gets('B0', 'B1')
  a.gets('A0', 'A1')
  t.same(receiveAll(pattern), ['B0', 'A0', 'B1', 'A1'])
  a.gets('A2')
  t.same(receiveAll(pattern), ['A2'])
})

t.test('what has arrived is kept when the peer goes, and then the pipe is forgotten', async t => {
  const pattern = new FairQueue()
  const a = new TestPipe('a').joins(pattern)
  const b = new TestPipe('b').joins(pattern)
  a.gets('A0', 'A1')
  for (const pipe of [a, b]) {
    pipe.close()
    pattern.detach(pipe)
  }
  t.equal(pattern.hasPeers, true)
  t.same(receiveAll(pattern), ['A0', 'A1'])
  t.equal(pattern.hasPeers, false)
})

t.test('it sends nothing', async t => {
  const pattern = new FairQueue()
  new TestPipe('a').joins(pattern)
  t.equal(pattern.canSend, false)
  t.equal(pattern.send(), false)
})
