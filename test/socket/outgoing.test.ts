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

t.test('while there is room no send is busy; only its promise waits for a turn', async t => {
  const { core, outgoing } = world()
  const all = Array.from({ length: 6000 }, (_, index) => outgoing.send(String(index)))
  t.equal(core.sent.length, 6000, 'all have gone')
  t.equal(await isSettled(all[500] as Promise<void>), true)
  await Promise.all(all)
  core.room = 1
  await outgoing.send('x')
  const waiting = outgoing.send('y')
  t.throws(() => outgoing.send('z'), { code: 'EBUSY' })
  core.makeRoom(1)
  await waiting
})

t.test('a batch that waits for a turn goes before what is sent after it', async t => {
  const { core, outgoing } = world()
  const numbers = Array.from({ length: 10_000 }, (_, index) => String(index))
  const settled: string[] = []
  const note = (name: string) => (): void => void settled.push(name)
  const batch = outgoing.sendBatch(numbers).then(note('batch'))
  t.ok(core.sent.length < 10_000, 'a turn is waited for')
  const single = outgoing.send('a').then(note('single'))
  const other = outgoing.sendBatch(['b', 'c']).then(note('other'))
  await Promise.all([batch, single, other])
  t.strictSame(core.sent.map(String), [...numbers, 'a', 'b', 'c'])
  t.strictSame(settled, ['batch', 'single', 'other'])
})

t.test('a batch that waits for a turn is busy if then there is no room', async t => {
  const { core, outgoing } = world(5000)
  const batch = outgoing.sendBatch(Array.from({ length: 5001 }, () => 'x'))
  t.throws(() => outgoing.send('a'), { code: 'EBUSY' })
  t.equal(core.sent.length, 5000)
  t.equal(outgoing.trySend([Buffer.from('b')]), false)
  t.equal(await isSettled(batch), false)
  core.makeRoom(2)
  await batch
  await outgoing.send('c')
  t.equal(core.sent.length, 5002)
})

t.test('a loop of batches of one lets the event loop turn', async t => {
  const { core, outgoing } = world()
  let sentAtTurn = 0
  setImmediate(() => (sentAtTurn = core.sent.length))
  for (let count = 0; count < 1000; count++) await outgoing.sendBatch(['x'])
  t.ok(sentAtTurn > 0, 'it turned')
})

t.test('room that comes in the middle of a send does not send twice', async t => {
  const { core, outgoing } = world(0)
  const waiting = outgoing.send('a')
  core.onSent = () => core.onWritable?.()
  core.makeRoom(5)
  await waiting
  const batch = outgoing.sendBatch(['b', 'c', 'd', 'e', 'f', 'g'])
  core.makeRoom(5)
  await batch
  t.same(core.sent.map(String), ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

t.test('being told of room that is not there does not begin the time-out anew', async t => {
  const { core, outgoing } = world(0)
  core.options.sendTimeout = 50
  const late = outgoing.send('a')
  core.clock.advance(40)
  core.makeRoom(0)
  core.clock.advance(10)
  await t.rejects(late, { code: 'EAGAIN' })
  t.equal(core.clock.pending, 0)
})
