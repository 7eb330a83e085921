import t, { type Test } from 'tap'
import { ProtocolError, UsageError } from '../../lib/errors.js'
import {
  decodeMetadata,
  encodeMetadata,
  getProperty,
  propertyValues,
} from '../../lib/zmtp/metadata.js'
import { hex } from '../support/bytes.js'

/** The properties as seen in READY of libzmq's PUSH, DEALER, and a PUSH with ZMQ_METADATA. */
const PUSH = hex('0b536f636b65742d5479706500000004 50555348')
const DEALER = hex('0b "Socket-Type" 00000006 "DEALER" 08 "Identity" 00000000')
const WITH_KEY = hex('0b "Socket-Type" 00000004 "PUSH" 05582d6b6579 00000005 76616c7565')

const entries = (body: Uint8Array, offset?: number): [string, string][] =>
  [...decodeMetadata(body, offset)].map(([name, value]) => [name, value.toString('latin1')])

function refused(t: Test, body: Uint8Array, offset: number, name: string): void {
  for (const read of [() => decodeMetadata(body), () => propertyValues(body, 0, 'Socket-Type')]) {
    t.throws(
      read,
      { constructor: ProtocolError, code: 'ERR_ZMTP_METADATA_REFUSED', number: undefined, offset },
      name,
    )
  }
}

t.test('encoding: as libzmq', async t => {
  t.same(encodeMetadata([['Socket-Type', 'PUSH']]), PUSH)
  t.same(
    encodeMetadata([
      ['Socket-Type', 'DEALER'],
      ['Identity', new Uint8Array(0)],
    ]),
    DEALER,
  )
  t.same(
    encodeMetadata(
      new Map([
        ['Socket-Type', Buffer.from('PUSH')],
        ['X-key', Buffer.from('value')],
      ]),
    ),
    WITH_KEY,
  )
  t.same(encodeMetadata([]), hex(''))
  t.same(encodeMetadata([['A', 'é']]), hex('01 "A" 00000002 c3a9'), 'strings become UTF-8')
  t.same(encodeMetadata([['a'.repeat(255), '']]), hex('ff "a"*255 00000000'))
  t.same(encodeMetadata([['A', Buffer.alloc(256)]]), hex('01 "A" 00000100 00*256'))
})

t.test('encoding: what cannot be a property is refused', async t => {
  for (const name of ['', 'A B!', 'a'.repeat(256), 'Ä', 'A\0', 'A:B', 'A\n']) {
    t.throws(() => encodeMetadata([[name, '']]), UsageError, JSON.stringify(name))
  }
  const huge = Object.defineProperty(new Uint8Array(0), 'length', { value: 2 ** 31 })
  t.throws(() => encodeMetadata([['A', huge]]), UsageError, 'value of 2^31 bytes')
})

t.test('decoding: what libzmq sends', async t => {
  t.same(entries(PUSH), [['Socket-Type', 'PUSH']])
  t.same(entries(DEALER), [
    ['Socket-Type', 'DEALER'],
    ['Identity', ''],
  ])
  t.same(entries(WITH_KEY), [
    ['Socket-Type', 'PUSH'],
    ['X-key', 'value'],
  ])
  t.same(entries(hex('')), [])
  t.same(entries(hex('05 "READY" 01 "A" 00000001 "b"'), 6), [['A', 'b']], 'from an offset')
  t.same(entries(hex('05 "READY"'), 6), [], 'nothing behind the offset')
})

t.test('decoding: sizes 0 127 128 255 256 1000 of values, 1 and 255 of names', async t => {
  for (const [size, length] of [
    [0, '00000000'],
    [127, '0000007f'],
    [128, '00000080'],
    [255, '000000ff'],
    [256, '00000100'],
    [1000, '000003e8'],
  ] as const) {
    t.same(entries(hex(`01 "A" ${length} "v"*${size} 01 "B" 00000001 "w"`)), [
      ['A', 'v'.repeat(size)],
      ['B', 'w'],
    ])
  }
  t.same(entries(hex('ff "n"*255 00000001 "v"')), [['n'.repeat(255), 'v']])
})

t.test('decoding: all characters RFC 23 allows in names, and only those', async t => {
  const legal = /[-A-Za-z0-9_.+]/
  for (let code = 0; code < 256; code++) {
    const name = String.fromCharCode(code)
    const body = Buffer.concat([hex('01'), Buffer.from([code]), hex('00000001 "v"')])
    if (legal.test(name)) t.same(entries(body), [[name, 'v']])
    else refused(t, body, 0, `octet ${code}`)
  }
})

t.test('decoding: values outlive the chunk', async t => {
  const body = Buffer.from(PUSH)
  const metadata = decodeMetadata(body)
  const values = propertyValues(body, 0, 'Socket-Type')
  body.fill(0)
  t.equal(getProperty(metadata, 'Socket-Type')?.toString(), 'PUSH')
  t.equal(values[0]?.toString(), 'PUSH')
})

t.test('decoding: a view into a larger buffer ends where it ends', async t => {
  const around = Buffer.concat([hex('ff*7'), PUSH, hex('ff*7')])
  t.same(entries(new Uint8Array(around.buffer, around.byteOffset + 7, PUSH.length)), [
    ['Socket-Type', 'PUSH'],
  ])
})

t.test('every truncation is refused', async t => {
  const whole = WITH_KEY
  for (let length = 1; length < whole.length; length++) {
    const body = whole.subarray(0, length)
    if (length === PUSH.length) t.same(entries(body), [['Socket-Type', 'PUSH']])
    else t.throws(() => decodeMetadata(body), { code: 'ERR_ZMTP_METADATA_REFUSED' }, `${length}`)
  }
})

t.test('refused, with the offset of the fault', async t => {
  refused(t, hex('00 00000001 78'), 0, 'empty name')
  refused(t, hex('03 "A B" 00000000'), 0, 'illegal name')
  refused(t, hex('01 41 00000009 78'), 2, 'value runs past the end')
  refused(t, hex('01 41 80000000'), 2, 'value of 2^31 bytes, nothing behind it')
  refused(t, hex('01 41 7fffffff'), 2, 'value of 2^31 - 1 bytes, nothing behind it')
  refused(t, hex('01 41 ffffffff 78'), 2, 'value of 2^32 - 1 bytes')
  refused(t, hex('20 41'), 0, 'name runs past the end')
  refused(t, Buffer.concat([PUSH, hex('00')]), PUSH.length, 'one stray octet')
  refused(t, Buffer.concat([PUSH, hex('01 41 000000')]), PUSH.length, 'value length cut off')
})

t.test('a value length over 2^31 - 1 is refused as such, whatever is behind it', async t => {
  t.throws(() => decodeMetadata(hex('01 41 80000000')), { message: /too long/ })
  t.throws(() => decodeMetadata(hex('01 41 ffffffff 78')), { message: /too long/ })
  t.throws(() => decodeMetadata(hex('01 41 7fffffff 78')), { message: /past the end/ })
})

t.test('lookups take no notice of case; the first occurrence wins', async t => {
  const body = hex(
    '0b "Socket-Type" 00000004 "PUSH" 0b "socket-type" 00000003 "PUB" 0b "Socket-Type" 00000004 "PULL"',
  )
  const metadata = decodeMetadata(body)
  t.same(entries(body), [['Socket-Type', 'PUSH']])
  t.equal(getProperty(metadata, 'SOCKET-TYPE')?.toString(), 'PUSH')
  t.equal(getProperty(metadata, 'Identity'), undefined)
  t.same(
    propertyValues(body, 0, 'socket-TYPE').map(String),
    ['PUSH', 'PUB', 'PULL'],
    'every occurrence',
  )
  t.same(propertyValues(body, 0, 'Identity'), [])
})

t.test('the name stays as received', async t => {
  t.same(entries(hex('0b "SOCKET-type" 00000004 "PUSH"')), [['SOCKET-type', 'PUSH']])
  t.equal(
    getProperty(decodeMetadata(hex('0b "SOCKET-type" 00000004 "PUSH"')), 'Socket-Type')?.toString(),
    'PUSH',
  )
})

t.test('names that JavaScript objects know are nothing special', async t => {
  t.same(entries(hex('09 "__proto__" 00000001 "v" 0b "constructor" 00000001 "w"')), [
    ['__proto__', 'v'],
    ['constructor', 'w'],
  ])
})
