// Call by call, without an engine: what libzmq returns and what errno is.
import t from 'tap'
import { NativeHandle, POLLIN, POLLOUT } from '../../lib/native/handle.js'
import { loadLibrary } from '../../lib/native/library.js'
import { intBytes } from '../../lib/native/memory.js'
import type { Pointer } from '../../lib/native/symbols.js'
import { hex } from '../support/bytes.js'

const library = loadLibrary()
const { zmq } = library
const [PAIR, PULL, PUSH] = [0, 7, 8]

function newContext(): Pointer {
  const context = zmq.zmq_ctx_new()
  if (context === null) throw new Error('no context')
  return context
}

t.test('every call leaves its errno, 0 where it succeeded', async t => {
  const context = newContext()
  const socket = new NativeHandle(library, context, PULL)
  t.equal(socket.lastErrno, 0)
  t.equal(socket.bind('foo://bar'), 93)
  t.equal(socket.lastErrno, 93)
  t.equal(socket.bind('inproc://errno'), 0)
  t.equal(socket.lastErrno, 0)
  t.equal(socket.unbind('inproc://other'), 2)
  t.equal(socket.connect('tcp://127.0.0.1'), 22)
  t.equal(socket.disconnect('tcp://127.0.0.1:1'), 2)
  t.equal(socket.sendPart(Buffer.from('x'), false), 95, 'a PULL cannot send')
  t.equal(socket.setOptionBytes(17, Buffer.of(1)), 22)
  t.equal(socket.setOptionBytes(17, intBytes(0)), 0)
  t.throws(() => socket.getOptionBytes(17, 2), { code: 'EINVAL', errno: 22 })
  t.same(socket.getOptionBytes(17, 4), intBytes(0))
  t.same(
    socket.getOptionBytes(32, 100),
    Buffer.from('inproc://errno\0'),
    'as many bytes as written',
  )
  t.equal(socket.receivePart(), undefined)
  t.equal(socket.lastErrno, 11)
  t.throws(() => socket.check(98, 'tcp://x'), { code: 'EADDRINUSE', errno: 98, address: 'tcp://x' })
  t.doesNotThrow(() => socket.check(0))
  t.equal(socket.close(), 0)
  t.equal(zmq.zmq_ctx_term(context), 0)
})

t.test('parts with their MORE flag, and readiness', async t => {
  const context = newContext()
  const push = new NativeHandle(library, context, PUSH)
  const pull = new NativeHandle(library, context, PULL)
  t.equal(push.events(), 0)
  t.equal(push.sendPart(Buffer.from('x'), false), 11, 'nobody there')
  t.equal(pull.bind('inproc://parts'), 0)
  t.equal(push.connect('inproc://parts'), 0)
  t.equal(push.events(), POLLOUT)
  t.equal(pull.events(), 0)
  t.equal(push.sendPart(Buffer.from('a'), true), 0)
  t.equal(pull.events(), 0, 'half a message is none')
  t.equal(push.sendPart(new Uint8Array(0), false), 0)
  t.equal(pull.events(), POLLIN)
  t.same(pull.receivePart(), { data: Buffer.from('a'), more: true })
  t.same(pull.receivePart(), { data: Buffer.alloc(0), more: false })
  t.ok(Number(pull.descriptor) > 2)
  push.close()
  pull.close()
  zmq.zmq_ctx_term(context)
})

t.test('a context that shuts down says ETERM', async t => {
  const context = newContext()
  const socket = new NativeHandle(library, context, PAIR)
  t.equal(zmq.zmq_ctx_shutdown(context), 0)
  const eterm = { code: 'ETERM', errno: 156384765 }
  t.throws(() => socket.receivePart(), eterm)
  t.equal(socket.events(), 0)
  t.equal(socket.lastErrno, 156384765)
  t.throws(() => new NativeHandle(library, context, PAIR), eterm)
  socket.close()
  zmq.zmq_ctx_term(context)
})

t.test('a type that is none', async t => {
  const context = newContext()
  t.throws(() => new NativeHandle(library, context, 999), { code: 'EINVAL' })
  zmq.zmq_ctx_term(context)
})

t.test('a libzmq without drafts is asked the old way, for version 1 only', async t => {
  const asked: string[] = []
  const stable = {
    ...library,
    has: (capability: string) => capability !== 'draft' && library.has(capability),
    zmq: {
      ...zmq,
      zmq_socket_monitor_versioned: Object.assign(
        () => {
          asked.push('versioned')
          return 0
        },
        { async() {} },
      ),
    },
  }
  const context = newContext()
  const socket = new NativeHandle(stable, context, PUSH)
  const reader = new NativeHandle(stable, context, PAIR)
  const monitor = { endpoint: 'inproc://stable', events: 0xffff, type: PAIR }
  t.equal(socket.monitor({ ...monitor, version: 1 }), 0)
  t.same(asked, [])
  t.equal(reader.connect('inproc://stable'), 0)
  t.equal(socket.monitor({ ...monitor, endpoint: null, version: 1 }), 0)
  t.same(reader.receivePart(), { data: hex('000400000000'), more: true }, 'MONITOR_STOPPED')
  t.equal(socket.monitor({ ...monitor, version: 2 }), 0)
  t.same(asked, ['versioned'], 'which is the stand-in that throws where it is missing')
  socket.close()
  reader.close()
  zmq.zmq_ctx_term(context)
})

/** The real library, of which these calls are interrupted by a signal so many times in a row. */
function interrupted(names: readonly string[], times: number): typeof library {
  const EINTR = 4
  let left = 0
  let isInterrupted = false
  const calls = new Proxy(zmq, {
    get(target, name) {
      const real = Reflect.get(target, name) as (...values: unknown[]) => unknown
      if (name === 'zmq_errno') return () => (isInterrupted ? EINTR : real())
      if (!names.includes(String(name))) return real
      return (...values: unknown[]) => {
        isInterrupted = left < times
        left = isInterrupted ? left + 1 : 0
        return isInterrupted ? -1 : real(...values)
      }
    },
  })
  return new Proxy(library, {
    get(target, name) {
      if (name === 'zmq') return calls
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

t.test('a call that a signal interrupts is made again', async t => {
  const names = ['zmq_bind', 'zmq_connect', 'zmq_send', 'zmq_msg_recv', 'zmq_getsockopt']
  const context = newContext()
  const patient = interrupted(names, 3)
  const a = new NativeHandle(patient, context, PAIR)
  const b = new NativeHandle(patient, context, PAIR)
  t.equal(a.bind('inproc://interrupted'), 0)
  t.equal(b.connect('inproc://interrupted'), 0)
  t.equal(a.receivePart(), undefined)
  t.equal(b.sendPart(Buffer.from('x'), false), 0)
  t.equal(a.events() & POLLIN, POLLIN)
  t.same(a.receivePart()?.data, Buffer.from('x'))
  t.equal(a.lastErrno, 0)

  const hopeless = new NativeHandle(interrupted(names, Infinity), context, PAIR)
  t.equal(hopeless.bind('inproc://hopeless'), 4, 'but not for ever')
  for (const socket of [a, b, hopeless]) socket.close()
  zmq.zmq_ctx_term(context)
})
