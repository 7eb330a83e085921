// Vectors: RFC 7748 §6.1 (X25519) and "Cryptography in NaCl" §§8, 10 (the shared key, the box). On random input
// @noble/ciphers and the C code's port in tweetnacl must say the same.
import { randomBytes } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import t from 'tap'
import nacl from 'tweetnacl'
import { openBox, sealBox } from '../../../lib/zmtp/mechanism/curve-box.js'
import { hex } from '../../support/bytes.js'
import { curveBox, sodium } from '../../support/curve.js'

const ALICE_SECRET = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')
const ALICE = hex('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')
const BOB = hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
const SHARED = hex('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389')
const NONCE = hex('69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37')
const TEXT = hex(
  `be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc
   e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31
   0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde
   048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864
   5e0705`,
)
const SEALED = hex(
  `f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce
   48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972
   71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae
   90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3
   7973f622a43d14a6599b1f654cb45a74e355a5`,
)

t.test('the vectors of NaCl', async t => {
  const alice = curveBox.secret(ALICE_SECRET)
  t.same(alice.publicKey, ALICE)
  const key = curveBox.shared(BOB, alice)
  t.same(key, SHARED)
  t.same(sealBox(curveBox, SHARED, NONCE, TEXT), SEALED)
  t.same(openBox(curveBox, SHARED, NONCE, SEALED), TEXT)
})

t.test('boxes of all lengths are those of two other implementations', async t => {
  const lengths = [...Array(200).keys(), 16_351, 16_352, 16_353, 32_736, 32_737, 100_000]
  for (const length of lengths) {
    const [key, nonce, text] = [randomBytes(32), randomBytes(24), randomBytes(length)]
    const sealed = sealBox(curveBox, key, nonce, text)
    t.same(sealed, Buffer.from(nacl.secretbox(text, nonce, key)))
    t.same(sealed, Buffer.from(xsalsa20poly1305(key, nonce).encrypt(text)))
    t.same(openBox(curveBox, key, nonce, sealed), text)
  }
})

t.test('the key of two sides is that of tweetnacl, whatever the bits of the keys', async t => {
  for (let round = 0; round < 20; round++) {
    const [octets, publicKey] = [randomBytes(32), randomBytes(32)]
    const secret = curveBox.secret(octets)
    t.same(secret.publicKey, Buffer.from(nacl.scalarMult.base(octets)))
    t.same(curveBox.shared(publicKey, secret), Buffer.from(nacl.box.before(publicKey, octets)))
  }
  const [one, other] = [curveBox.secret(), curveBox.secret()]
  t.same(curveBox.shared(one.publicKey, other), curveBox.shared(other.publicKey, one))
  t.notSame(one.publicKey, other.publicKey)
})

t.test('with a public key of low order nothing is secret: there is no key', async t => {
  // RFC 7748 §6.1 and https://cr.yp.to/ecdh.html ("Validate"): these give zero with every secret.
  const points = [
    '00*32',
    '01 00*31',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ec ff*30 7f',
    'ed ff*30 7f',
    'ee ff*30 7f',
  ]
  const secret = curveBox.secret()
  for (const point of points) t.equal(curveBox.shared(hex(point), secret), undefined, point)
})

t.test('a box with any bit changed does not open, and nothing of it is touched', async t => {
  const key = randomBytes(32)
  for (const length of [1, 31, 32, 33, 100]) {
    const sealed = sealBox(curveBox, key, NONCE, Buffer.alloc(length, 7))
    for (let bit = 0; bit < sealed.length * 8; bit += 3) {
      const forged = Buffer.from(sealed)
      forged[bit >> 3] = (forged[bit >> 3] as number) ^ (1 << (bit & 7))
      const place = Buffer.concat([NONCE.subarray(16), forged])
      const before = Buffer.from(place)
      const subkey = curveBox.subkey(key, NONCE.subarray(0, 16))
      if (curveBox.openInto(place, 8, subkey)) t.fail(`bit ${bit} of ${length}`)
      if (!place.equals(before)) t.fail(`bit ${bit} of ${length} changed it`)
    }
    t.equal(openBox(curveBox, randomBytes(32), NONCE, sealed), undefined, 'another key')
    t.equal(openBox(curveBox, key, randomBytes(24), sealed), undefined, 'another nonce')
    t.equal(openBox(curveBox, key, NONCE, sealed.subarray(0, 15)), undefined, 'cut off')
  }
})

t.test('nothing of a key or a text stays in the memory of libsodium', async t => {
  const octets = randomBytes(32)
  const [secret, other] = [curveBox.secret(octets), curveBox.secret()]
  const key = curveBox.shared(other.publicKey, secret) as Buffer
  const subkey = curveBox.subkey(key, NONCE.subarray(0, 16))
  const firstBlock = nacl.secretbox(Buffer.alloc(48), NONCE, key).subarray(16, 48)
  const secrets: Buffer[] = [octets, key, Buffer.from(subkey.buffer), Buffer.from(firstBlock)]
  for (const length of [100, 16_352, 40_000]) {
    const text = randomBytes(length)
    const sealed = sealBox(curveBox, key, NONCE, text)
    t.same(openBox(curveBox, key, NONCE, sealed), text)
    sealed[20] = (sealed[20] as number) ^ 1
    t.equal(openBox(curveBox, key, NONCE, sealed), undefined)
    secrets.push(text)
  }
  const memory = Buffer.from(sodium.HEAPU8.buffer)
  for (const held of secrets) {
    for (let at = 0; at + 16 <= held.length; at += 16) {
      if (memory.includes(held.subarray(at, at + 16))) t.fail(`${at} of ${held.length} octets`)
    }
  }
})
