// The memory that received messages lie in: giving one to another thread takes nothing from the others.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { Pull, Push } from '../../lib/index.js'

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
