import { randomBytes } from 'node:crypto'
import t from 'tap'
import { curveKeyPair } from 'zeromq'
import { decodeZ85, encodeZ85 } from '../../lib/zmtp/z85.js'
import { hex } from '../support/bytes.js'

t.test('the vector of RFC 32, both ways', async t => {
  t.equal(encodeZ85(hex('864fd26fb559f75b')), 'HelloWorld')
  t.same(decodeZ85('HelloWorld'), hex('864fd26fb559f75b'))
  t.equal(encodeZ85(hex('')), '')
  t.same(decodeZ85(''), hex(''))
  t.same(decodeZ85('%nSc0'), hex('ffffffff'))
  t.equal(encodeZ85(hex('00000000')), '00000')
})

t.test('what one encodes, the other decodes', async t => {
  for (let round = 0; round < 200; round++) {
    const octets = randomBytes(4 * (round % 20))
    t.same(decodeZ85(encodeZ85(octets)), octets)
  }
})

t.test('keys of libzmq are read and written alike', async t => {
  const { publicKey, secretKey } = curveKeyPair()
  for (const key of [publicKey, secretKey]) {
    const octets = decodeZ85(key)
    t.equal(octets?.length, 32)
    t.equal(encodeZ85(octets as Buffer), key)
  }
})

t.test('what is no Z85 is undefined', async t => {
  for (const text of ['1', '1234', '123456', 'Hello World', 'Hell"', 'Hellö', '%nSc1', '#####']) {
    t.equal(decodeZ85(text), undefined, text)
  }
})

t.test('a number of octets that is no multiple of 4 is refused', async t => {
  t.throws(() => encodeZ85(Buffer.alloc(3)), { code: 'ERR_USAGE' })
})
