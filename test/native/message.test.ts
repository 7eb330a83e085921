// Whole messages over a socket that does what the test says. How libzmq itself behaves: socket.test.ts.
import t from 'tap'
import { errnoOf, UsageError } from '../../lib/errors.js'
import type { RawPart } from '../../lib/native/handle.js'
import { receiveMessage, sendMessage, type PartwiseSocket } from '../../lib/native/message.js'

/** Answers each sendPart with the next errno (0 when there are no more), and notes what it was given. */
function sender(...errnos: number[]): PartwiseSocket & { readonly given: string[] } {
  const given: string[] = []
  return {
    given,
    sendPart(part, hasMore) {
      given.push(`${String(part)}${hasMore ? '+' : ''}`)
      return errnos.shift() ?? 0
    },
    receivePart: () => undefined,
    check(errno) {
      if (errno !== 0) throw new Error(`errno ${errno}`)
    },
  }
}

function receiver(...parts: RawPart[]): PartwiseSocket {
  return { sendPart: () => 0, check() {}, receivePart: () => parts.shift() }
}

const part = (text: string, more: boolean): RawPart => ({ data: Buffer.from(text), more })
const message = (...texts: string[]): Buffer[] => texts.map(text => Buffer.from(text))
const EAGAIN = errnoOf('EAGAIN')

t.test('every part but the last has more behind it', async t => {
  const socket = sender()
  t.equal(sendMessage(socket, message('a', 'b', 'c')), true)
  t.same(socket.given, ['a+', 'b+', 'c'])
})

t.test('nobody can take the first part: nothing was sent', async t => {
  const socket = sender(EAGAIN)
  t.equal(sendMessage(socket, message('a', 'b')), false)
  t.same(socket.given, ['a+'])
})

t.test('the pipe dies amid a message: libzmq is given the rest to drop', async t => {
  const socket = sender(0, EAGAIN)
  t.equal(sendMessage(socket, message('a', 'b', 'c', 'd')), false)
  t.same(socket.given, ['a+', 'b+', 'c+', 'd'])

  const atTheEnd = sender(0, EAGAIN)
  t.equal(sendMessage(atTheEnd, message('a', 'b')), false)
  t.same(atTheEnd.given, ['a+', 'b'], 'nothing is left to drop')
})

t.test('any other error is thrown', async t => {
  const socket = sender(0, 95)
  t.throws(() => sendMessage(socket, message('a', 'b', 'c')), { message: 'errno 95' })
  t.same(socket.given, ['a+', 'b+'])
  t.throws(() => sendMessage(sender(), []), UsageError)
})

t.test('a message is received whole or not at all', async t => {
  t.equal(receiveMessage(receiver()), undefined)
  t.same(receiveMessage(receiver(part('a', false), part('next', false))), [part('a', false)])
  const parts = [part('a', true), part('', true), part('c', false)]
  t.same(receiveMessage(receiver(...parts)), parts)
  t.throws(() => receiveMessage(receiver(part('a', true))), { message: /withheld the rest/ })
})
