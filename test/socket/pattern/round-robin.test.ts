import t from 'tap'
import { RoundRobin } from '../../../lib/socket/pattern/round-robin.js'
import { bytes, TestPipe } from './patterns.js'

t.test('a message each, in order of joining', async t => {
  const pattern = new RoundRobin()
  t.equal(pattern.hasPeers, false)
  t.equal(pattern.canSend, false)
  t.equal(pattern.send(bytes('lost')), false)
  const pipes = ['a', 'b', 'c'].map(name => new TestPipe(name).joins(pattern))
  t.equal(pattern.canSend, true)
  for (let index = 0; index < 9; index++) t.equal(pattern.send(bytes(`m${index}`)), true)
  t.same(
    pipes.map(pipe => pipe.taken()),
    [
      ['m0', 'm3', 'm6'],
      ['m1', 'm4', 'm7'],
      ['m2', 'm5', 'm8'],
    ],
  )
})

t.test('who is full is passed over, and comes last when there is room', async t => {
  const pattern = new RoundRobin()
  const a = new TestPipe('a', 1).joins(pattern)
  const b = new TestPipe('b', 2).joins(pattern)
  for (const name of ['m0', 'm1', 'm2']) t.equal(pattern.send(bytes(name)), true)
  t.equal(pattern.send(bytes('m3')), false)
  t.equal(pattern.canSend, false)
  t.equal(pattern.hasPeers, true)
  t.same(a.taken(), ['m0'])
  t.equal(pattern.canSend, true)
  t.equal(pattern.send(bytes('m3')), true)
  t.equal(pattern.send(bytes('m4')), false)
  t.same(b.taken(), ['m1', 'm2'])
  t.same(a.taken(), ['m3'])
})

t.test('joining and leaving in the middle of a turn', async t => {
  const pattern = new RoundRobin()
  const a = new TestPipe('a').joins(pattern)
  const b = new TestPipe('b').joins(pattern)
  pattern.send(bytes('m0'))
  const c = new TestPipe('c').joins(pattern)
  for (const name of ['m1', 'm2', 'm3']) pattern.send(bytes(name))
  t.same([a.taken(), b.taken(), c.taken()], [['m0', 'm3'], ['m1'], ['m2']])
  pattern.detach(b)
  pattern.detach(b)
  for (const name of ['m4', 'm5', 'm6']) pattern.send(bytes(name))
  t.equal(b.taken().length, 0)
  t.equal(a.taken().length + c.taken().length, 3)
  pattern.detach(a)
  pattern.detach(c)
  t.equal(pattern.send(bytes('lost')), false)
  t.equal(pattern.hasPeers, false)
})

t.test('a closed pipe is no peer', async t => {
  const pattern = new RoundRobin()
  const a = new TestPipe('a').joins(pattern)
  const b = new TestPipe('b').joins(pattern)
  a.close()
  t.equal(pattern.send(bytes('m0')), true)
  t.same(b.taken(), ['m0'])
  t.same(a.taken(), [])
})

t.test('it receives nothing', async t => {
  const pattern = new RoundRobin()
  new TestPipe('a').joins(pattern).gets('x')
  t.equal(pattern.canReceive, false)
  t.equal(pattern.receive(), undefined)
})
