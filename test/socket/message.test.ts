import t from 'tap'
import { toMessage, type MessageLike } from '../../lib/socket/message.js'

const hexOf = (value: unknown): string[] =>
  toMessage(value as MessageLike).map(part => Buffer.from(part).toString('hex'))

t.test('what zeromq.js 6.8 does not send as bytes, we do', async t => {
  t.same(hexOf(new DataView(new Uint8Array([1, 2, 3]).buffer, 1)), ['0203'])
  const shared = new SharedArrayBuffer(2)
  new Uint8Array(shared).set([7, 8])
  t.same(hexOf(shared), ['0708'])
})

t.test('bytes are not copied here', async t => {
  const part = Buffer.from('abc')
  t.equal(toMessage(part)[0], part)
  t.equal(toMessage([part, 'x'])[0], part)
  const numbers = new Uint16Array([1, 2])
  t.equal(toMessage(numbers)[0]?.buffer, numbers.buffer)
})

t.test('parts', async t => {
  t.same(hexOf(['a', null, 1, 'é']), ['61', '', '31', 'c3a9'])
  t.same(hexOf([]), [])
  t.throws(() => toMessage(undefined), { message: 'Message must be present' })
  t.throws(() => hexOf(Symbol('x')), TypeError)
})
