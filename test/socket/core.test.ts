// The engine of a socket under a clock that only the test moves: waits before a reconnect, time-outs of
// send and receive, linger, and the silence of a handshake, each to the millisecond.
import t, { type Test } from 'tap'
import { ContextCore } from '../../lib/socket/context-core.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { bytes, EventLog, NOWHERE, OPTION } from '../support/engines.js'
import { FakeClock } from '../support/fake-clock.js'
import { connectRawPeer } from '../support/raw-peer.js'
import { isSettled } from '../support/stand-in-core.js'

const SNDTIMEO = 28
const RCVTIMEO = 27

function world(t: Test) {
  const clock = new FakeClock()
  const context = new ContextCore(clock, () => 0.77)
  const engine = typescriptEngine(context)
  t.teardown(() => engine.close())
  return { clock, context, engine }
}

t.test('a reconnect comes after exactly the wait that was said', async t => {
  const { clock, engine } = world(t)
  const push = engine.socket('PUSH', { [OPTION.LINGER]: 0 })
  const log = new EventLog(push)
  push.connect(NOWHERE)
  t.same((await log.until('CONNECT_RETRIED')).values, [177])
  t.equal(clock.pending, 1)
  clock.advance(176)
  t.equal(clock.pending, 1, 'still waiting')
  clock.advance(1)
  t.equal(clock.pending, 0, 'dialing')
  await log.until('CONNECT_RETRIED')
  push.close()
  t.equal(clock.pending, 0, 'no timer is left behind')
})

t.test('time-outs of send and receive', async t => {
  const { clock, engine } = world(t)
  const pair = engine.socket('PAIR', { [SNDTIMEO]: 50, [RCVTIMEO]: 70 })
  const sent = pair.send(bytes('x'))
  const received = pair.receive()
  clock.advance(49)
  t.equal(await isSettled(sent), false)
  clock.advance(1)
  await t.rejects(sent, { code: 'EAGAIN' })
  clock.advance(19)
  t.equal(await isSettled(received), false)
  clock.advance(1)
  await t.rejects(received, { code: 'EAGAIN' })
  t.equal(clock.pending, 0)
})

t.test('a message in time takes the timer away', async t => {
  const { clock, engine } = world(t)
  const pull = engine.socket('PULL', { [RCVTIMEO]: 70 })
  const push = engine.socket('PUSH')
  await pull.bind('inproc://core-timer')
  push.connect('inproc://core-timer')
  const received = pull.receive()
  t.equal(clock.pending, 1)
  await push.send(bytes('x'))
  t.equal(String(await received), 'x')
  t.equal(clock.pending, 0)
})

t.test('linger: until its time, and the socket is then gone from its context', async t => {
  const { clock, context, engine } = world(t)
  const push = engine.socket('PUSH', { [OPTION.LINGER]: 100, [OPTION.RECONNECT_IVL]: -1 })
  push.connect(NOWHERE)
  await push.send(bytes('x'))
  push.close()
  t.equal(context.mustLinger(), true)
  clock.advance(99)
  t.equal([...context.sockets].length, 1)
  clock.advance(1)
  t.equal([...context.sockets].length, 0)
  t.equal(context.mustLinger(), false)
})

t.test('linger of an open socket, counted from the end of the process', async t => {
  const { clock, context, engine } = world(t)
  const push = engine.socket('PUSH', { [OPTION.LINGER]: 100, [OPTION.RECONNECT_IVL]: -1 })
  push.connect(NOWHERE)
  t.equal(context.mustLinger(), false, 'nothing to send')
  await push.send(bytes('x'))
  clock.advance(1000)
  t.equal(context.mustLinger(), true, 'the process would end now')
  clock.advance(99)
  t.equal(context.mustLinger(), true)
  clock.advance(1)
  t.equal(context.mustLinger(), false)
  push.setOption(OPTION.LINGER, -1)
  t.equal(context.mustLinger(), true, 'for ever')
  push.setOption(OPTION.LINGER, 0)
  t.equal(context.mustLinger(), false)
})

t.test('a handshake that does not come', async t => {
  const { clock, engine } = world(t)
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const peer = await connectRawPeer(await pull.bind('tcp://127.0.0.1:*'))
  t.teardown(() => peer.close())
  await log.until('ACCEPTED')
  clock.advance(29_999)
  t.equal(clock.pending, 1)
  clock.advance(1)
  t.same((await log.next()).name, 'HANDSHAKE_FAILED_NO_DETAIL')
  t.same((await log.next()).name, 'DISCONNECTED')
  t.equal(await peer.readToEnd(), 'ff00000000000000017f')
})

t.test('a context has room for as many sockets as it says', async t => {
  const { context, engine } = world(t)
  context.options.maxSockets = 2
  const first = engine.socket('PAIR')
  engine.socket('PAIR')
  t.throws(() => engine.socket('PAIR'), { code: 'EMFILE' })
  first.close()
  engine.socket('PAIR')
  t.equal([...context.sockets].length, 2)
})
