// X25519 on Wycheproof's vectors (fixtures/README.md): twists, points of low order, numbers that are not reduced. What a
// box is sealed with is HSalsa20 of the vector's shared secret; where that is zero, there is no key. tweetnacl, with which
// conformance cases are computed, must give the same, and zero as it is.
import { readFileSync } from 'node:fs'
import t from 'tap'
import nacl from 'tweetnacl'
import { hex } from '../../support/bytes.js'
import { curveBox } from '../../support/curve.js'

type Vector = readonly [id: number, secret: string, publicKey: string, shared: string]

const { tests } = JSON.parse(readFileSync('fixtures/vectors/x25519.json', 'utf8')) as {
  readonly tests: readonly Vector[]
}

/** HSalsa20 of a shared secret with zeros for a nonce (NaCl's beforenm); `lowlevel` is not in tweetnacl's types. */
function beforenm(shared: Uint8Array): Buffer {
  const key = Buffer.alloc(32)
  const { lowlevel } = nacl as unknown as {
    lowlevel: Record<string, (...parts: Uint8Array[]) => void>
  }
  lowlevel['crypto_core_hsalsa20']?.(key, Buffer.alloc(16), shared, Buffer.from('expand 32-byte k'))
  return key
}

t.test('the keys of our cryptography', async t => {
  for (const [id, secret, publicKey, shared] of tests) {
    const isZero = /^0+$/.test(shared)
    const key = curveBox.shared(hex(publicKey), curveBox.secret(hex(secret)))
    t.same(key && Buffer.from(key), isZero ? undefined : beforenm(hex(shared)), `test ${id}`)
  }
  t.ok(tests.filter(([, , , shared]) => /^0+$/.test(shared)).length > 20)
})

t.test('the keys of the oracle', async t => {
  for (const [id, secret, publicKey, shared] of tests) {
    t.same(Buffer.from(nacl.scalarMult(hex(secret), hex(publicKey))), hex(shared), `test ${id}`)
  }
})
