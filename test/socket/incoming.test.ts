// The receiving half: at once what is there, else one waits, until a message, its time or the close.
import t from 'tap'
import { Incoming } from '../../lib/socket/incoming.js'
import { isSettled, StandInCore } from '../support/stand-in-core.js'

function world() {
  const core = new StandInCore()
  return { core, incoming: new Incoming(core.core) }
}

t.test('what is there is given, in order', async t => {
  const { core, incoming } = world()
  core.deliver('a', 'b')
  t.equal(String(incoming.takeNow()), 'a')
  t.equal(String(await incoming.receive()), 'b')
  t.equal(incoming.takeNow(), undefined)
})

t.test('one waits, and only one', async t => {
  const { core, incoming } = world()
  const waiting = incoming.receive()
  t.throws(() => incoming.receive(), { code: 'EBUSY' })
  t.throws(() => incoming.receiveBatch(1), { code: 'EBUSY' })
  t.equal(incoming.takeNow(), undefined, 'nobody overtakes who waits')
  core.deliver('a')
  t.equal(String(await waiting), 'a')
  const next = incoming.receive()
  core.deliver('b')
  t.equal(String(await next), 'b', 'free again')
})

t.test('a time-out: to the millisecond, and the next one waits anew', async t => {
  const { core, incoming } = world()
  core.options.receiveTimeout = 50
  const late = incoming.receive()
  core.clock.advance(49)
  t.equal(await isSettled(late), false)
  core.clock.advance(1)
  await t.rejects(late, { code: 'EAGAIN' })
  const inTime = incoming.receive()
  core.deliver('a')
  t.equal(String(await inTime), 'a')
  t.equal(core.clock.pending, 0, 'no timer is left')
  core.options.receiveTimeout = 0
  await t.rejects(incoming.receive(), { code: 'EAGAIN' }, 'no waiting at all')
})

t.test('the close ends the wait; what is there can still be taken', async t => {
  const { core, incoming } = world()
  const waiting = incoming.receive()
  core.close()
  await t.rejects(waiting, { code: 'EAGAIN' })
  await t.rejects(incoming.receive(), { code: 'EAGAIN' })
  core.deliver('a')
  t.equal(String(await incoming.receive()), 'a')
})

t.test('a batch: all that is there up to the limit; it waits for the first', async t => {
  const { core, incoming } = world()
  core.deliver('a', 'b', 'c')
  t.same((await incoming.receiveBatch(2)).map(String), ['a', 'b'])
  t.same((await incoming.receiveBatch(2)).map(String), ['c'])
  const waiting = incoming.receiveBatch(10)
  t.equal(await isSettled(waiting), false)
  t.throws(() => incoming.receive(), { code: 'EBUSY' })
  core.deliver('d', 'e')
  t.same((await waiting).map(String), ['d', 'e'], 'the whole chunk')
})

t.test(
  'while messages are there no receive is busy; only its promise waits for a turn',
  async t => {
    const { core, incoming } = world()
    core.deliver(...Array.from({ length: 2000 }, (_, index) => String(index)))
    let hasTurned = false
    setImmediate(() => (hasTurned = true))
    const all = Array.from({ length: 1000 }, () => incoming.receive())
    const batch = incoming.receiveBatch(600)
    const got = [...(await Promise.all(all)), ...(await batch)].map(String)
    t.equal(hasTurned, true)
    t.strictSame(
      got,
      Array.from({ length: 1600 }, (_, index) => String(index)),
    )
  },
)

t.test('a message that comes in the middle of a receive is not taken for it', async t => {
  const { core, incoming } = world()
  const waiting = incoming.receive()
  core.onTaken = () => {
    core.onTaken = undefined
    core.deliver('b')
  }
  core.deliver('a')
  t.equal(String(await waiting), 'a')
  t.equal(String(await incoming.receive()), 'b')
})

t.test('a close or time-out after a message has come for a batch: the batch is given', async t => {
  const { core, incoming } = world()
  const waiting = incoming.receiveBatch(10)
  core.deliver('a')
  core.close()
  t.same((await waiting).map(String), ['a'])
})

t.test('a time-out first takes what is there, though nobody has told of it', async t => {
  const { core, incoming } = world()
  core.options.receiveTimeout = 50
  const waiting = incoming.receive()
  core.inbox.push([Buffer.from('a')])
  core.clock.advance(50)
  t.equal(String(await waiting), 'a')
})
