// The sending half: at once while there is room, else one waits, until room, its time or the close.
import t from 'tap'
import { Outgoing } from '../../lib/socket/outgoing.js'
import { isSettled, StandInCore } from '../support/stand-in-core.js'

function world(room = Infinity) {
  const core = new StandInCore()
  core.room = room
  return { core, outgoing: new Outgoing(core.core) }
}

t.test('with room: the message has gone before the promise is back', async t => {
  const { core, outgoing } = world()
  const sent = outgoing.send(['a', Buffer.from('b'), null])
  t.same(
    core.sent.map(parts => parts.map(String)),
    [['a', 'b', '']],
  )
  await sent
  await outgoing.send([])
  t.equal(core.sent.length, 1, 'no parts are no message')
})

t.test('without: one waits, and only one; a small part is copied', async t => {
  const { core, outgoing } = world(0)
  const part = Buffer.from('a')
  const waiting = outgoing.send(part)
  part.fill('z')
  t.throws(() => outgoing.send('b'), { code: 'EBUSY' })
  t.throws(() => outgoing.sendBatch(['b']), { code: 'EBUSY' })
  t.equal(await isSettled(waiting), false)
  core.makeRoom(1)
  await waiting
  t.same(core.sent.map(String), ['a'])
})

t.test('a time-out: to the millisecond; the message is not sent later', async t => {
  const { core, outgoing } = world(0)
  core.options.sendTimeout = 50
  const late = outgoing.send('a')
  core.clock.advance(49)
  t.equal(await isSettled(late), false)
  core.clock.advance(1)
  await t.rejects(late, { code: 'EAGAIN' })
  core.makeRoom(5)
  t.same(core.sent, [])
  core.options.sendTimeout = 0
  core.room = 0
  await t.rejects(outgoing.send('b'), { code: 'EAGAIN' })
  t.equal(core.clock.pending, 0)
})

t.test('the close ends the wait', async t => {
  const { core, outgoing } = world(0)
  const waiting = outgoing.send('a')
  core.close()
  await t.rejects(waiting, { code: 'EAGAIN' })
})

t.test('a batch: each by itself, in order, waiting where there is no room', async t => {
  const { core, outgoing } = world(1)
  const batch = outgoing.sendBatch(['a', ['b', 'c'], Buffer.from('d')])
  t.same(core.sent.map(String), ['a'])
  t.equal(await isSettled(batch), false)
  core.makeRoom(2)
  await batch
  t.same(core.sent.map(String), ['a', 'b,c', 'd'])
})

t.test('a batch that fails says how many went', async t => {
  const { core, outgoing } = world(2)
  core.options.sendTimeout = 10
  const batch = outgoing.sendBatch(['a', 'b', 'c', 'd'])
  core.clock.advance(10)
  await t.rejects(batch, { code: 'EAGAIN', sent: 2 })
  core.room = 1
  await outgoing.send('e')
  t.same(core.sent.map(String), ['a', 'b', 'e'], 'free again')
})

t.test('undefined is no message: nothing of it is sent', async t => {
  const { core, outgoing } = world()
  t.throws(() => outgoing.sendBatch(['a', undefined as unknown as string]), TypeError)
  t.same(core.sent, [])
})
