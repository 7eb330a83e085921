// A socket as streams of Node and of the web: chunks are messages, the marks push back, ends and failures are the
// socket's. The peer is libzmq where there is one.
import { once } from 'node:events'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as turn } from 'node:timers/promises'
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import { Server, Client } from '../../../lib/draft/index.js'
import { Pull, Push, Router } from '../../../lib/index.js'
import {
  toReadable,
  toReadableStream,
  toWritable,
  toWritableStream,
} from '../../../lib/streams/index.js'
import { closing, freshEndpoint } from '../../support/packages.js'
import { isSettled } from '../../support/stand-in-core.js'

/** A PULL of ours that a PUSH of libzmq is connected to. */
async function pulled(t: Test): Promise<{ pull: Pull; push: zeromq.Push }> {
  const pull = closing(t, new Pull())
  const push = closing(t, new zeromq.Push())
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint ?? '')
  return { pull, push }
}

/** A PUSH of ours that is connected to a PULL of libzmq. */
async function pushed(t: Test): Promise<{ push: Push; pull: zeromq.Pull }> {
  const push = closing(t, new Push())
  const pull = closing(t, new zeromq.Pull())
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint ?? '')
  return { push, pull }
}

/** A PUSH that has room for one message, whose PULL does not read. */
async function full(t: Test): Promise<{ push: Push; pull: Pull }> {
  const endpoint = freshEndpoint(t, 'inproc')
  const push = closing(t, new Push({ sendHighWaterMark: 1 }))
  const pull = closing(t, new Pull({ receiveHighWaterMark: 1 }))
  await pull.bind(endpoint)
  push.connect(endpoint)
  for (const part of ['a', 'b']) await push.send(part)
  return { push, pull }
}

const textsOf = (chunk: unknown): string => String(chunk)

for (const kind of ['node', 'web'] as const) {
  const read = (pull: Pull, autoClose = false): AsyncIterable<unknown> =>
    kind === 'node' ? toReadable(pull, { autoClose }) : toReadableStream(pull, { autoClose })

  t.test(
    `${kind}: libzmq sends; all of it comes, and the close of the socket is the end`,
    async t => {
      const { pull, push } = await pulled(t)
      const seen: string[] = []
      for (let number = 0; number < 50; number++) await push.send([String(number), 'x'])
      for await (const chunk of read(pull)) {
        if (seen.push(textsOf(chunk)) === 50) pull.close()
      }
      t.same(
        seen,
        Array.from({ length: 50 }, (_, number) => `${number},x`),
      )
    },
  )

  t.test(`${kind}: leaving the loop leaves the socket, or closes it`, async t => {
    for (const autoClose of [false, true]) {
      const { pull, push } = await pulled(t)
      for (const part of ['a', 'b']) await push.send(part)
      for await (const chunk of read(pull, autoClose)) {
        t.equal(textsOf(chunk), 'a')
        break
      }
      t.equal(pull.closed, autoClose)
      if (!autoClose) t.equal(String(await pull.receive()), 'b', 'nothing was taken ahead')
    }
  })

  t.test(`${kind}: a receive that fails is the end of the stream`, async t => {
    const pull = closing(t, new Pull({ receiveTimeout: 10 }))
    await t.rejects(
      async () => {
        for await (const _ of read(pull, true)) t.fail('no message')
      },
      { code: 'EAGAIN' },
    )
  })
}

t.test('node: destroying gives up the receive that waits; a signal does as well', async t => {
  const { pull, push } = await pulled(t)
  const stream = toReadable(pull)
  stream.resume()
  await turn()
  t.throws(() => pull.receive(), { code: 'EBUSY' })
  stream.destroy()
  await once(stream, 'close')
  const stop = new AbortController()
  const other = toReadable(pull, { signal: stop.signal })
  const ended = once(other, 'end')
  other.resume()
  stop.abort()
  await t.rejects(ended, { name: 'AbortError' })
  await push.send('a')
  t.equal(String(await pull.receive()), 'a')
})

t.test('web: cancel gives up the receive that waits', async t => {
  const { pull, push } = await pulled(t)
  const stream = toReadableStream(pull)
  const reader = stream.getReader()
  const reading = reader.read()
  await turn()
  t.throws(() => pull.receive(), { code: 'EBUSY' })
  await reader.cancel()
  t.same(await reading, { value: undefined, done: true })
  await push.send('a')
  t.equal(String(await pull.receive()), 'a')
})

t.test('a stream holds as much as it is told', async t => {
  const { pull, push } = await pulled(t)
  for (const part of ['a', 'b', 'c', 'd']) await push.send(part)
  const stream: Readable = toReadable(pull, { highWaterMark: 2 })
  stream.read(0)
  while (stream.readableLength < 2) await turn()
  await turn()
  t.equal(stream.readableLength, 2)
  t.equal(String(await pull.receive()), 'c')
  stream.destroy()
})

t.test(
  'node: libzmq receives what is written, by batches too, and finish waits for the linger',
  async t => {
    const { push, pull } = await pushed(t)
    const stream = toWritable(push, { autoClose: true })
    stream.cork()
    for (let number = 0; number < 10; number++) stream.write([String(number), 'x'])
    stream.uncork()
    stream.end('last')
    await once(stream, 'close')
    t.equal(push.closed, true)
    const seen: string[] = []
    while (seen.at(-1) !== 'last') seen.push(textsOf(await pull.receive()))
    t.same(seen, [...Array.from({ length: 10 }, (_, number) => `${number},x`), 'last'])
  },
)

t.test('web: libzmq receives what is written', async t => {
  const { push, pull } = await pushed(t)
  const writer = toWritableStream(push, { autoClose: true }).getWriter()
  for (const part of ['a', 'b']) await writer.write(part)
  await writer.close()
  t.equal(push.closed, true)
  for (const part of ['a', 'b']) t.equal(String(await pull.receive()), part)
})

t.test('node: the mark pushes back, and what was not sent is given up with the stream', async t => {
  const { push, pull } = await full(t)
  const stream = toWritable(push, { highWaterMark: 2 })
  t.equal(stream.write('c'), true)
  t.equal(stream.write('d'), false)
  const drained = once(stream, 'drain')
  t.equal(await isSettled(drained), false)
  for (const part of ['a', 'b']) t.equal(String(await pull.receive()), part)
  await drained
  for (const part of ['e', 'f', 'g']) stream.write(part)
  stream.on('error', () => {})
  await turn()
  stream.destroy()
  await once(stream, 'close')
  for (const part of ['c', 'd']) t.equal(String(await pull.receive()), part)
  await push.send('after')
  t.equal(String(await pull.receive()), 'after')
})

t.test('web: the mark pushes back, and abort gives up', async t => {
  const { push, pull } = await full(t)
  const writer = toWritableStream(push).getWriter()
  const writing = writer.write('c')
  t.equal(await isSettled(writing), false)
  t.equal(writer.desiredSize, 0)
  await writer.abort(new Error('enough'))
  await t.rejects(writing, { message: 'enough' })
  for (const part of ['a', 'b']) t.equal(String(await pull.receive()), part)
  await push.send('after')
  t.equal(String(await pull.receive()), 'after')
})

t.test('a send that fails is the end of the stream', async t => {
  const router = closing(t, new Router({ mandatory: true }))
  const stream = toWritable(router)
  stream.write(['nobody', 'x'])
  const [error] = await once(stream, 'error')
  t.match(error, { code: 'EHOSTUNREACH' })
  t.equal(router.closed, false)
  const other = new Router({ mandatory: true })
  const writer = toWritableStream(other, { autoClose: true }).getWriter()
  writer.closed.catch(() => {})
  await t.rejects(writer.write(['nobody', 'x']), { code: 'EHOSTUNREACH' })
  t.equal(other.closed, true)
  const closed = toWritable(other)
  closed.write('x')
  t.match(await once(closed, 'error'), [{ code: 'EBADF' }])
})

t.test('drafts: what is received can be written', async t => {
  const endpoint = freshEndpoint(t, 'inproc')
  const server = closing(t, new Server())
  const client = closing(t, new Client())
  await server.bind(endpoint)
  client.connect(endpoint)
  const echo = pipeline(toReadable(server), toWritable(server))
  const web = toWritableStream(client).getWriter()
  for (const part of ['a', 'b']) {
    await web.write(part)
    t.equal(String(await client.receive()), part)
  }
  server.close()
  await echo
})

t.test('a pipeline between two sockets: as fast as the slower side', async t => {
  const { pull, push: source } = await pulled(t)
  const { push, pull: sink } = await pushed(t)
  const upper = new Transform({
    objectMode: true,
    transform: (message, _, done) => done(null, String(message).toUpperCase()),
  })
  const piping = pipeline(toReadable(pull), upper, toWritable(push, { autoClose: true }))
  const count = 2000
  const sending = (async () => {
    for (let number = 0; number < count; number++) await source.send(`n${number}`)
  })()
  for (let number = 0; number < count; number++) {
    const [part] = await sink.receive()
    if (String(part) !== `N${number}`) t.fail(`${part} for ${number}`)
  }
  await sending
  pull.close()
  await piping
  t.equal(push.closed, true)
})
