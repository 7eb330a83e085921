import { ipcEndpoint } from '../support/ipc.js'
import t from 'tap'
import { nativeEngine } from '../../lib/native/index.js'

t.test('it says what it is', async t => {
  const engine = await nativeEngine({ ioThreads: 2, contextOptions: { 42: 1 } })
  t.equal(engine.name, 'native')
  t.match(engine.version, /^4\.3\.\d+$/)
  t.match(engine.path, /zeromq.*\.node$/)
  t.equal(engine.has('ipc'), true)
  t.equal(engine.has('nonsense'), false)
  t.ok(engine.capabilities.includes('curve'))
  t.notOk(engine.capabilities.includes('gssapi'))
  t.equal(engine.getContextOption(1), 2, 'IO_THREADS')
  t.equal(engine.getContextOption(42), 1, 'IPV6')
  engine.setContextOption(42, 0)
  t.equal(engine.getContextOption(42), 0)
  t.throws(() => engine.getContextOption(99_999), { code: 'EINVAL', errno: 22 })
  t.throws(() => engine.setContextOption(1, -1), { code: 'EINVAL', errno: 22 })
  await engine.close()
})

t.test('a context that cannot be made is taken down again', async t => {
  await t.rejects(nativeEngine({ ioThreads: -1 }), { code: 'EINVAL' })
  await t.rejects(nativeEngine({ maxSockets: 1 }), { code: 'EMFILE' })
})

t.test('a socket that is refused an option is closed again', async t => {
  const engine = await nativeEngine()
  t.throws(() => engine.socket('PUSH', { 66: -1 }), { code: 'EINVAL' })
  await engine.close()
})

t.test('no more sockets than the context allows', async t => {
  const engine = await nativeEngine({ maxSockets: 4 })
  engine.socket('PUSH')
  engine.socket('PULL')
  t.throws(() => engine.socket('PAIR'), { code: 'EMFILE' })
  await engine.close()
})

t.test('close ends everything: sockets, waits, the engine itself', async t => {
  const engine = await nativeEngine()
  const push = engine.socket('PUSH')
  const pull = engine.socket('PULL')
  const reader = pull.monitor()
  await pull.bind('tcp://127.0.0.1:*')
  const waits: Promise<unknown>[] = [push.send([Buffer.from('x')]), pull.receive()]
  await reader.receive()
  waits.push(reader.receive())
  const closed = engine.close()
  t.equal(engine.close(), closed, 'twice is once')
  for (const wait of waits) await t.rejects(wait, { code: 'EBADF' })
  t.throws(() => engine.socket('PUSH'), { code: 'EFAULT' })
  t.throws(() => engine.getContextOption(1), { code: 'EFAULT' })
  t.throws(() => engine.setContextOption(1, 1), { code: 'EFAULT' })
  await closed
  t.equal(push.isClosed && pull.isClosed, true)
  push.close()
  reader.close()
  await t.rejects(push.send([Buffer.from('x')]), { code: 'EBADF' })
})

t.test('close drops what nobody takes, unless a linger was set', async t => {
  const dropping = await nativeEngine()
  const push = dropping.socket('PUSH')
  push.connect('tcp://127.0.0.1:1')
  await push.send([Buffer.from('nobody is there')])
  t.equal(push.getOption(17), -1, 'the default linger is libzmq own: for ever')
  await dropping.close()

  const engine = await nativeEngine()
  const other = await nativeEngine()
  const lingering = engine.socket('PUSH', { 17: 60_000, 18: 1 })
  const pull = other.socket('PULL')
  const endpoint = ipcEndpoint(t)
  lingering.connect(endpoint)
  await lingering.send([Buffer.from('late')])
  const closed = engine.close()
  await pull.bind(endpoint)
  t.same(await pull.receive(), [Buffer.from('late')])
  await closed
  await other.close()
})

t.test('close frees an I/O thread that hangs in a monitor nobody reads', async t => {
  const engine = await nativeEngine()
  const pull = engine.socket('PULL')
  const push = engine.socket('PUSH')
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  pull.monitorRaw({ endpoint: 'inproc://nobody', events: 0xffff, version: 1, type: 0 })
  push.connect(endpoint)
  await push.send([Buffer.from('x')])
  await engine.close()
  t.equal(pull.isClosed, true)
})

t.test('the event loop turns while sockets wait', async t => {
  const engine = await nativeEngine()
  const pull = engine.socket('PULL')
  await pull.bind('tcp://127.0.0.1:*')
  const waiting = pull.receive()
  waiting.catch(() => {})
  for (let turn = 0; turn < 100; turn++) await new Promise(resolve => setImmediate(resolve))
  const late = engine.socket('PULL')
  await late.bind('inproc://late')
  const received = late.receive()
  const push = engine.socket('PUSH')
  push.connect('inproc://late')
  await push.send([Buffer.from('a socket younger than the poll')])
  t.same(await received, [Buffer.from('a socket younger than the poll')])
  await engine.close()
  await t.rejects(waiting, { code: 'EBADF' })
})

t.test('two engines in one process do not disturb each other', async t => {
  const [left, right] = await Promise.all([nativeEngine(), nativeEngine()])
  const [push, pull] = [left.socket('PUSH'), right.socket('PULL')]
  push.connect(await pull.bind('tcp://127.0.0.1:*'))
  const received = pull.receive()
  await push.send([Buffer.from('across')])
  t.same(await received, [Buffer.from('across')])
  await left.close()
  const waiting = t.rejects(pull.receive(), { code: 'EBADF' })
  await right.close()
  await waiting
})
