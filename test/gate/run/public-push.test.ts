// A public Push as a run's socket: one send at a time, whoever asks.
import t from 'tap'
import { Later } from '../../../bin/run/later.js'
import { gateSocketOf, type PushLike } from '../../../lib/gate/run/public-push.js'

/** A Push in zeromq.js's shape that takes one send at a time, each until `next` lets it go. */
class SlowPush implements PushLike {
  readonly sent: string[] = []
  readonly events = { receive: () => new Promise<never>(() => {}) }
  readonly closed = false
  readonly lastEndpoint = null
  writable = true
  #busy: Later | undefined

  async bind(): Promise<void> {}

  async send([part]: Uint8Array[]): Promise<void> {
    if (this.#busy !== undefined) throw Object.assign(new Error('busy'), { code: 'EBUSY' })
    this.sent.push(Buffer.from(part as Uint8Array).toString())
    this.#busy = new Later()
    await this.#busy.promise
    this.#busy = undefined
  }

  next(): void {
    this.#busy?.happen()
  }
}

/** All promises that can go on, have. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

const message = (text: string): Buffer[] => [Buffer.from(text)]

t.test('trySend refuses while a send of its own goes on; send waits for that', async t => {
  const push = new SlowPush()
  const socket = gateSocketOf(push)
  t.equal(socket.trySend(message('a')), true)
  t.equal(socket.trySend(message('b')), false, 'it would be refused with EBUSY')
  const sending = socket.send(message('c'))
  t.strictSame(push.sent, ['a'])
  push.next()
  await turn()
  t.strictSame(push.sent, ['a', 'c'])
  push.next()
  await sending
  t.equal(socket.trySend(message('d')), true, 'free again')
  push.writable = false
  push.next()
  await turn()
  t.equal(socket.trySend(message('e')), false, 'full')
  t.strictSame(push.sent, ['a', 'c', 'd'])
})
