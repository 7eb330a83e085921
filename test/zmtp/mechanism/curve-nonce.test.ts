import t from 'tap'
import { NonceCounter, NonceGuard, noncePrefix } from '../../../lib/zmtp/mechanism/curve-nonce.js'
import { hex } from '../../support/bytes.js'

t.test('what is sent counts up from 1', async t => {
  const counter = new NonceCounter()
  t.same(counter.next(), hex('00*7 01'))
  t.same(counter.next(), hex('00*7 02'))
  const place = Buffer.alloc(10)
  counter.write(place, 1)
  t.same(place, hex('00*8 03 00'))
})

t.test('what is received must count up, over all 64 bits', async t => {
  const guard = new NonceGuard()
  t.equal(guard.isNew(hex('00*8'), 0), false, '0 is not above nothing')
  for (const octets of ['00*7 01', '00000000 ffffffff', '00000001 00000000', 'ff*8']) {
    const nonce = Buffer.concat([hex('aa'), hex(octets)])
    t.equal(guard.isNew(nonce, 1), true, octets)
    t.equal(guard.isNew(nonce, 1), true, 'to ask changes nothing')
    guard.accept(nonce, 1)
    t.equal(guard.isNew(nonce, 1), false, `${octets} again`)
    t.equal(guard.isNew(hex('00*7 01'), 0), false)
  }
})

t.test('a prefix has 16 octets', async t => {
  t.throws(() => noncePrefix('CurveZMQ'), /is no prefix/)
})
