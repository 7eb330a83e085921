// inproc between worker threads, which are made without any help: names, messages, marks, ends. What is expected is what
// sockets of one thread do (and libzmq's, test/socket/semantics); zeromq.js's own tests of threads are run from its
// repository (docs/zeromq-js.md).
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { execFileSync } from 'node:child_process'
import t, { type Test } from 'tap'
import { context, Dealer, Pair, Pull, Push, Router, XPublisher } from '../../../lib/index.js'

const LIBRARY = fileURLToPath(new URL('../../../lib/index.js', import.meta.url))

/** A program for a thread; `zmq` and `parentPort` are there. */
const program = (body: string): string => `
  const { parentPort } = require('node:worker_threads')
  import(${JSON.stringify(LIBRARY)}).then(async zmq => { ${body} })`

function thread(t: Test, body: string): Worker & { readonly ended: Promise<unknown> } {
  const worker = new Worker(program(body), { eval: true })
  t.teardown(() => worker.terminate())
  return Object.assign(worker, { ended: once(worker, 'exit') })
}

const told = async (worker: Worker): Promise<unknown> => (await once(worker, 'message'))[0]

t.test('a worker connects to this thread, answers and ends', async t => {
  const pair = new Pair()
  await pair.bind('inproc://answer')
  const sending = pair.send(['foo', Buffer.alloc(100_000, 'x'), ''])
  const worker = thread(
    t,
    `const pair = new zmq.Pair({ linger: 0 })
     pair.connect('inproc://answer')
     for await (const message of pair) { await pair.send(message.reverse()); return }`,
  )
  await sending
  const parts = await pair.receive()
  t.strictSame(
    parts.map(part => part.length),
    [0, 100_000, 3],
  )
  t.equal(String(parts[2]), 'foo')
  await worker.ended
  pair.close()
})

t.test('whoever binds later is found; two workers find each other', async t => {
  const first = thread(
    t,
    `const pair = new zmq.Pair(); pair.connect('inproc://later'); await pair.send('early')
     parentPort.postMessage(String(await pair.receive()))`,
  )
  const second = thread(
    t,
    `const pair = new zmq.Pair(); await pair.bind('inproc://later')
     await pair.send([...(await pair.receive()), 'and back'].join(' '))`,
  )
  t.equal(await told(first), 'early and back')
  await Promise.all([first.ended, second.ended])
})

t.test('a name is bound once in the process, free after unbind or the end', async t => {
  const pull = new Pull()
  await pull.bind('inproc://once')
  const worker = thread(
    t,
    `const other = new zmq.Pull()
     const codes = []
     const attempt = () => { try { other.bindSync('inproc://once'); codes.push('bound') } catch (e) { codes.push(e.code) } }
     attempt()
     await other.bind('inproc://once').catch(error => codes.push(error.code))
     parentPort.once('message', () => { attempt(); parentPort.postMessage(codes) })
     parentPort.postMessage('ready')
     setInterval(() => {}, 1000)`,
  )
  await told(worker)
  await pull.unbind('inproc://once')
  const codes = told(worker)
  worker.postMessage('go on')
  t.strictSame(await codes, ['EADDRINUSE', 'EADDRINUSE', 'bound'])
  t.throws(() => pull.bindSync('inproc://once'), { code: 'EADDRINUSE' })
  await worker.terminate()
  pull.bindSync('inproc://once')
  pull.close()
})

t.test('the marks of both sides add up, and reads make room', async t => {
  const pull = new Pull({ receiveHighWaterMark: 10, receiveTimeout: 20_000 })
  await pull.bind('inproc://marks')
  const worker = thread(
    t,
    `const push = new zmq.Push({ sendHighWaterMark: 5, sendTimeout: 0 })
     push.connect('inproc://marks')
     const fill = async () => {
       // Word of what was read comes by another way than the word to fill: the first waits for it.
       push.sendTimeout = -1
       await push.send('0')
       push.sendTimeout = 0
       for (let sent = 1; ; sent++) if (await push.send('0').then(() => false, () => true)) return sent
     }
     push.sendTimeout = -1
     await push.send('first')
     parentPort.postMessage('ready')
     parentPort.on('message', () => fill().then(count => parentPort.postMessage(count)))`,
  )
  await told(worker)
  t.equal(
    String(await pull.receive()),
    'first',
    'the two have met: until then a side has its own mark alone',
  )
  worker.postMessage('fill')
  t.equal(await told(worker), 14)
  for (let read = 1; read < 8; read++) await pull.receive()
  worker.postMessage('fill')
  t.equal(await told(worker), 8, 'room comes back in halves of the mark, as within a thread')
  for (let rest = 0; rest < 15; rest++) t.equal((await pull.receive()).length, 1)
  await worker.terminate()
  pull.receiveTimeout = 0
  await t.rejects(pull.receive(), { code: 'EAGAIN' }, 'and no more were taken')
  pull.close()
})

t.test(
  'a worker that is ended, or ends, is a peer that has gone; what it sent can be read',
  async t => {
    const router = new Router({ mandatory: true })
    await router.bind('inproc://gone')
    const worker = thread(
      t,
      `const dealer = new zmq.Dealer({ routingId: 'w' }); dealer.connect('inproc://gone')
     await dealer.send('hello'); await dealer.send('bye')
     parentPort.postMessage(''); setInterval(() => {}, 1000)`,
    )
    t.equal((await router.receive()).join(' '), 'w hello')
    await router.send(['w', 'there?'])
    await worker.terminate()
    t.equal((await router.receive()).join(' '), 'w bye')
    await t.rejects(router.send(['w', 'there?']), { code: 'EHOSTUNREACH' })

    const holder = thread(
      t,
      `const pull = new zmq.Pull(); pull.bindSync('inproc://held'); parentPort.postMessage('')
     await pull.receive(); parentPort.postMessage(''); setInterval(() => {}, 1000)`,
    )
    await told(holder)
    const push = new Push({ sendTimeout: 0 })
    push.connect('inproc://held')
    const taken = told(holder)
    await push.send('that they meet')
    await taken
    await holder.terminate()
    await t.rejects(push.send('x'), { code: 'EAGAIN' })
    const pull = new Pull()
    pull.bindSync('inproc://held')
    for (const socket of [router, push, pull]) socket.close()
  },
)

t.test('a PAIR takes one peer; subscriptions, names and options go over', async t => {
  const xpub = new XPublisher()
  await xpub.bind('inproc://topics')
  const worker = thread(
    t,
    `const sub = new zmq.Subscriber(); sub.subscribe('b'); sub.connect('inproc://topics')
     const [topic] = await sub.receive()
     parentPort.postMessage([String(topic), zmq.context.maxSockets])`,
  )
  context.maxSockets = 99
  t.equal(String(await xpub.receive()), '\u0001b')
  await xpub.send('aside')
  await xpub.send('both')
  t.strictSame(await told(worker), ['both', 99])
  context.maxSockets = 1023

  const pair = new Pair()
  await pair.bind('inproc://one')
  const near = new Dealer()
  near.connect('inproc://one')
  const late = thread(
    t,
    `const pair = new zmq.Pair(); pair.sendTimeout = 0; pair.connect('inproc://one')
     while (!(await pair.send('x').then(() => false, () => true))) await new Promise(setImmediate)
     parentPort.postMessage('refused')`,
  )
  t.equal(await told(late), 'refused')
  for (const socket of [xpub, pair, near]) socket.close()
})

t.test('without a parent that has loaded it, and with a worker of a worker', async t => {
  const inner = program(
    `const pair = new zmq.Pair(); pair.bindSync('inproc://inner')
     console.log(String(await pair.receive())); await pair.send('')`,
  )
  const outer = program(
    `const { Worker } = require('node:worker_threads')
     new Worker(${JSON.stringify(inner)}, { eval: true })`,
  )
  const sender = program(
    `const pair = new zmq.Pair(); pair.connect('inproc://inner'); await pair.send('from far'); await pair.receive()`,
  )
  const main = [outer, sender].map(
    source => `new Worker(${JSON.stringify(source)}, { eval: true })`,
  )
  const script = `const { Worker } = require('node:worker_threads'); ${main.join(';')}`
  t.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }), 'from far\n')
})

t.test('it holds no process', async t => {
  const script = program(
    `const { Worker } = require('node:worker_threads')
     const pub = new zmq.Publisher(); pub.bindSync('inproc://quiet')
     const worker = new Worker(${JSON.stringify(program(`const sub = new zmq.Subscriber(); sub.connect('inproc://quiet')`))}, { eval: true })
     worker.on('exit', code => console.log('exit', code))`,
  )
  t.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }), 'exit 0\n')
})
