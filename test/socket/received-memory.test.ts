// The memory that received messages lie in: giving one to another thread takes nothing from the others.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { Pull, Push } from '../../lib/index.js'
import { closing, onBothOver } from '../support/packages.js'

const COUNT = 300

for (const endpoint of ['tcp://127.0.0.1:*', `ipc://${join(tmpdir(), `memory-${process.pid}`)}`]) {
  t.test(
    `${endpoint.slice(0, 3)}: a message that is transferred leaves the others whole`,
    async t => {
      for (const size of [1, 300, 2000, 20_000, 70_000]) {
        const pull = new Pull({ receiveTimeout: 10_000, linger: 0 })
        const push = new Push({ linger: 0 })
        t.teardown(() => [push, pull].forEach(socket => socket.close()))
        await pull.bind(endpoint)
        push.connect(pull.lastEndpoint as string)
        const sending = (async () => {
          for (let index = 0; index < COUNT; index++) {
            await push.send(Buffer.alloc(size, index))
          }
        })()
        const messages: Buffer[] = []
        while (messages.length < COUNT) messages.push((await pull.receive())[0] as Buffer)
        await sending
        const given = new Set<Buffer>()
        for (const message of messages) {
          try {
            structuredClone(message, { transfer: [message.buffer as ArrayBuffer] })
            // Before version 21 Node copies what cannot be transferred, without an error.
            if (message.length === 0) given.add(message)
          } catch (error) {
            t.equal((error as Error).name, 'DataCloneError')
          }
        }
        const spoilt = messages.filter(
          (message, index) => !given.has(message) && !message.equals(Buffer.alloc(size, index)),
        )
        t.equal(spoilt.length, 0, `${size} bytes: ${given.size} of ${COUNT} were given away`)
        push.close()
        pull.close()
      }
    },
  )
}

onBothOver('a routing id that is received may be written on', async (t, zmq, endpoint) => {
  const router = closing(t, new zmq.Router())
  await router.bind(endpoint)
  const dealer = closing(t, new zmq.Dealer({ routingId: 'dealer' }))
  dealer.connect(router.lastEndpoint ?? '')
  for (let count = 0; count < 3; count++) {
    await dealer.send('ask')
    const [id, text] = (await router.receive()) as [Buffer, Buffer]
    t.strictSame([String(id), String(text)], ['dealer', 'ask'])
    await router.send([id, 'answer'])
    id.fill('x')
    t.equal(String(await dealer.receive()), 'answer')
  }
})

onBothOver(
  'the name of a connection that a STREAM receives may be written on',
  async (t, zmq, endpoint, transport) => {
    if (transport === 'inproc') return
    const stream = closing(t, new zmq.Stream())
    await stream.bind(endpoint)
    const other = closing(t, new zmq.Stream())
    other.connect(stream.lastEndpoint ?? '')
    const [id, notice] = (await other.receive()) as [Buffer, Buffer]
    t.equal(notice.length, 0)
    const name = Buffer.from(id)
    id.fill(0)
    await other.send([name, 'x'])
    await stream.receive()
    const [from] = (await stream.receive()) as [Buffer, Buffer]
    const kept = Buffer.from(from)
    from.fill(0)
    await stream.send([kept, 'y'])
    const [again, text] = (await other.receive()) as [Buffer, Buffer]
    t.strictSame([again.equals(name), String(text)], [true, 'y'])
  },
)
