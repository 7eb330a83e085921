// Our side of CURVE in the suite, against boxes that a third implementation makes and opens: X25519 of node:crypto,
// HSalsa20 and XSalsa20-Poly1305 of @noble/ciphers. That libzmq takes it is for libzmq.test.ts to show.
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import t from 'tap'
import nacl from 'tweetnacl'
import { CurveSide } from '../../lib/conformance/curve-side.js'
import { seededOctets } from '../../lib/conformance/random.js'
import { ENDPOINT_KEYS, OUR_KEYS } from '../../lib/conformance/security.js'
import { hex } from '../../lib/raw/hex.js'
import { decodeZ85 } from '../../lib/zmtp/z85.js'

const ASCII = (text: string): Buffer => Buffer.from(text, 'latin1')
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url')

const words = (octets: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(octets).buffer)

/** The key of a secret and a public key. */
function keyOf(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const jwk = { kty: 'OKP', crv: 'X25519' }
  const shared = diffieHellman({
    privateKey: createPrivateKey({
      key: { ...jwk, d: base64(secret), x: base64(secret) },
      format: 'jwk',
    }),
    publicKey: createPublicKey({ key: { ...jwk, x: base64(publicKey) }, format: 'jwk' }),
  })
  const out = new Uint32Array(8)
  hsalsa(words(ASCII('expand 32-byte k')), words(shared), words(Buffer.alloc(16)), out)
  return new Uint8Array(out.buffer)
}

/** A box, opened. */
const open = (key: Uint8Array, prefix: string, nonce: Uint8Array, box: Uint8Array): Buffer =>
  Buffer.from(xsalsa20poly1305(key, Buffer.concat([ASCII(prefix), nonce])).decrypt(box))
const seal = (key: Uint8Array, prefix: string, nonce: Uint8Array, text: Uint8Array): Buffer =>
  Buffer.from(xsalsa20poly1305(key, Buffer.concat([ASCII(prefix), nonce])).encrypt(text))

const S = Buffer.from(decodeZ85(ENDPOINT_KEYS.secretKey) ?? [])
const PROPERTIES = ASCII('properties')
const side = (role: 'client' | 'server'): CurveSide =>
  new CurveSide({ nacl, role, random: seededOctets(role), properties: PROPERTIES })

t.test('the keys in Z85 are those in hex', async t => {
  t.same(decodeZ85(ENDPOINT_KEYS.publicKey), hex(ENDPOINT_KEYS.publicHex))
  t.same(decodeZ85(OUR_KEYS.publicKey), hex(OUR_KEYS.publicHex))
  t.same(Buffer.from(nacl.scalarMult.base(hex(OUR_KEYS.secretHex))), hex(OUR_KEYS.publicHex))
  t.same(Buffer.from(nacl.scalarMult.base(S)), hex(ENDPOINT_KEYS.publicHex))
})

t.test('a client: HELLO, INITIATE and MESSAGE open, as RFC 26 lays them out', async t => {
  const client = side('client')
  const hello = client.command('HELLO', {}, hex)
  t.equal(hello.length, 200)
  const short = hello.subarray(80, 112)
  const signature = open(
    keyOf(S, short),
    'CurveZMQHELLO---',
    hello.subarray(112, 120),
    hello.subarray(120),
  )
  t.same(signature, Buffer.alloc(64))

  const session = Buffer.alloc(32, 5)
  const sessionKey = Buffer.from(nacl.scalarMult.base(session))
  const [nonce, cookie] = [Buffer.alloc(16, 6), Buffer.alloc(96, 7)]
  const sealed = seal(keyOf(S, short), 'WELCOME-', nonce, Buffer.concat([sessionKey, cookie]))
  const welcome = Buffer.concat([ASCII('\u0007WELCOME'), nonce, sealed])
  t.notMatch(client.open('WELCOME', welcome), { fault: String })

  const initiate = client.command('INITIATE', {}, hex)
  t.same(initiate.subarray(9, 105), cookie)
  const key = keyOf(session, short)
  const inside = open(key, 'CurveZMQINITIATE', initiate.subarray(105, 113), initiate.subarray(113))
  t.same(inside.subarray(0, 32), hex(OUR_KEYS.publicHex))
  t.same(inside.subarray(128), PROPERTIES)
  const vouch = open(
    keyOf(session, inside.subarray(0, 32)),
    'VOUCH---',
    inside.subarray(32, 48),
    inside.subarray(48, 128),
  )
  t.same(vouch, Buffer.concat([short, hex(ENDPOINT_KEYS.publicHex)]))

  const message = client.message(1, ASCII('hi'))
  t.equal(message.readBigUInt64BE(8), 3n)
  t.same(
    open(key, 'CurveZMQMESSAGEC', message.subarray(8, 16), message.subarray(16)),
    ASCII('\u0001hi'),
  )

  const answer = (number: number, text: string): Buffer => {
    const counted = Buffer.alloc(8)
    counted.writeUInt32BE(number, 4)
    return Buffer.concat([
      ASCII('\u0007MESSAGE'),
      counted,
      seal(key, 'CurveZMQMESSAGES', counted, ASCII(text)),
    ])
  }
  t.same(client.open('MESSAGE', answer(2, '\u0000ho')), { text: ASCII('\u0000ho') })
  t.same(client.open('MESSAGE', answer(2, '\u0000ho')), { fault: 'nonce-not-higher' })
  const forged = answer(3, '\u0000ho')
  forged[20] = (forged[20] ?? 0) ^ 1
  t.same(client.open('MESSAGE', forged), { fault: 'does-not-open' })
})

t.test('what a case changes is changed, and nothing else', async t => {
  const usual = side('client').command('HELLO', {}, hex)
  const differing = (change: Parameters<CurveSide['command']>[1]): number[] => {
    const changed = side('client').command('HELLO', change, hex)
    return [...changed.keys()].filter(at => changed[at] !== usual[at])
  }
  t.same(differing({ flip: 9 }), [9])
  t.same(differing({ flip: -1 }), [199])
  t.same(differing({ version: '0200' }), [6])
  t.same(differing({ padding: '00*71 01' }), [79])
  t.same(differing({ length: 201 }), [200])
  // 63 zeros and a one: the last octet of the stream, and the authenticator.
  t.same(
    differing({ text: '00*63 01' }).filter(at => at < 120 || at > 135),
    [199],
  )
})
