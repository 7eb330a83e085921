// Fresh secrets: what they were drawn into is overwritten.
import t from 'tap'
import { curveKeys } from '../../../lib/zmtp/mechanism/curve-keys.js'

t.test('a fresh secret is nowhere but in itself', async t => {
  const { random } = curveKeys
  const drawn: Buffer[] = []
  t.teardown(() => (curveKeys.random = random))
  curveKeys.random = length => {
    const octets = random(length)
    drawn.push(octets)
    return octets
  }
  const secret = curveKeys.secret()
  t.strictSame(drawn, [Buffer.alloc(32)])
  t.notSame(secret.octets, Buffer.alloc(32))
})

t.test('a secret that is given stays as it is', async t => {
  const octets = Buffer.alloc(32, 7)
  t.strictSame(curveKeys.secret(octets).octets, Buffer.alloc(32, 7))
  t.strictSame(octets, Buffer.alloc(32, 7))
})
