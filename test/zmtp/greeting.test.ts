import t from 'tap'
import { UsageError } from '../../lib/errors.js'
import {
  encodeGreetingTail,
  encodeRevision,
  encodeSignature,
  GREETING_LENGTH,
  GreetingDecoder,
  mechanismMatches,
  SIGNATURE_LENGTH,
} from '../../lib/zmtp/greeting.js'
import { everySplit, feedByteByByte, hex, NULL_GREETING } from '../support/bytes.js'

const GREETING_OF_NULL = { major: 3, minor: 1, mechanism: 'NULL', asServer: false }

/** The NULL greeting with some bytes written over. */
function greetingWith(offset: number, bytes: string): Buffer {
  const greeting = Buffer.from(NULL_GREETING)
  greeting.set(hex(bytes), offset)
  return greeting
}

t.test('encoding: what libzmq sends, chunk by chunk', async t => {
  t.same(encodeSignature(), hex('ff 0000000000000001 7f'))
  t.same(encodeSignature(6), hex('ff 0000000000000007 7f'))
  t.same(encodeSignature(255), hex('ff 0000000000000100 7f'))
  t.equal(encodeSignature().length, SIGNATURE_LENGTH)
  t.same(encodeRevision(), hex('03'))
  t.same(encodeGreetingTail('NULL'), hex('01 4e554c4c 00*16 00 00*31'))
  t.same(
    Buffer.concat([encodeSignature(), encodeRevision(), encodeGreetingTail('NULL')]),
    NULL_GREETING,
  )
  t.same(encodeGreetingTail('PLAIN', true), hex('01 "PLAIN" 00*15 01 00*31'))
  t.same(encodeGreetingTail('A-Z_0.9+ABCDEFGHIJKL'), hex('01 "A-Z_0.9+ABCDEFGHIJKL" 00 00*31'))
})

t.test('encoding: a mechanism name the field cannot hold is refused', async t => {
  for (const name of ['', 'null', 'NU LL', 'NULL\0', 'ABCDEFGHIJKLMNOPQRSTU', 'ÄÖ']) {
    t.throws(() => encodeGreetingTail(name), UsageError, JSON.stringify(name))
  }
})

t.test('decoding: all at once', async t => {
  const decoder = new GreetingDecoder()
  t.equal(decoder.push(NULL_GREETING), GREETING_LENGTH)
  t.equal(decoder.received, GREETING_LENGTH)
  t.equal(decoder.protocol, '3.x')
  t.same(decoder.greeting, GREETING_OF_NULL)
  t.same(decoder.bytes, NULL_GREETING)
})

t.test('decoding: a byte at a time, with what is known after each', async t => {
  const decoder = new GreetingDecoder()
  t.equal(decoder.protocol, undefined)
  t.equal(decoder.greeting, undefined)
  let received = 0
  feedByteByByte(NULL_GREETING, chunk => {
    t.equal(decoder.push(chunk), 1)
    received++
    t.equal(decoder.received, received)
    t.equal(decoder.protocol, received <= SIGNATURE_LENGTH ? undefined : '3.x', `at ${received}`)
    t.same(decoder.greeting, received < GREETING_LENGTH ? undefined : GREETING_OF_NULL)
    t.same(decoder.bytes, NULL_GREETING.subarray(0, received))
  })
  t.equal(received, GREETING_LENGTH)
})

t.test('decoding: cut anywhere, and merged with what follows', async t => {
  const followed = Buffer.concat([NULL_GREETING, hex('041a 05 "READY"')])
  for (const [head, tail] of everySplit(followed)) {
    const decoder = new GreetingDecoder()
    t.equal(decoder.push(head), Math.min(head.length, GREETING_LENGTH))
    t.equal(decoder.push(tail), Math.max(0, GREETING_LENGTH - head.length))
    t.same(decoder.greeting, GREETING_OF_NULL)
    t.same(decoder.bytes, NULL_GREETING)
  }
})

t.test('decoding: begins at `start`, takes nothing once it has all', async t => {
  const decoder = new GreetingDecoder()
  const padded = Buffer.concat([hex('aa bb cc'), NULL_GREETING, hex('dd')])
  t.equal(decoder.push(padded, 3), 3 + GREETING_LENGTH)
  t.same(decoder.greeting, GREETING_OF_NULL)
  t.equal(decoder.push(hex('00 00'), 1), 1)
  t.equal(decoder.push(new Uint8Array(0)), 0)
  t.equal(decoder.received, GREETING_LENGTH)
})

t.test('decoding: copies; the chunk may be reused', async t => {
  const decoder = new GreetingDecoder()
  const chunk = Buffer.from(NULL_GREETING)
  decoder.push(chunk)
  chunk.fill(0xee)
  t.same(decoder.greeting, GREETING_OF_NULL)
})

t.test('protocol: the byte that decides is the last one taken', async t => {
  const cases: [string, string, number, string][] = [
    ['1.0-unversioned', '01 00 03 00 6869', 1, 'first byte is not ff'],
    ['1.0-unversioned', '"GET / HTTP/1.1"', 1, 'HTTP'],
    ['1.0-unversioned', '16 03 01 00f4', 1, 'TLS ClientHello'],
    ['1.0-unversioned', 'ff 0000000000000001 00 00', 10, 'bit 0 of byte 9 is 0'],
    ['1.0-unversioned', 'ff 0000000000000001 7e 03', 10, 'only bit 0 of byte 9 counts'],
    ['1.0', 'ff 0000000000000001 7f 00 07', 11, 'revision 0'],
    ['2.0', 'ff 0000000000000001 7f 01 08 0000', 11, 'revision 1'],
    ['2.0', 'ff 0000000000000001 7f 02 08 0000', 11, 'revision 2'],
  ]
  for (const [protocol, bytes, taken, name] of cases) {
    const whole = hex(bytes)
    const decoder = new GreetingDecoder()
    t.equal(decoder.push(whole), taken, name)
    t.equal(decoder.protocol, protocol, name)
    t.same(decoder.bytes, whole.subarray(0, taken), name)
    t.equal(decoder.push(whole), 0, `${name}: nothing more`)
    t.equal(decoder.greeting, undefined, name)

    const slow = new GreetingDecoder()
    let used = 0
    feedByteByByte(whole, chunk => {
      used += slow.push(chunk)
      t.equal(slow.protocol, used < taken ? undefined : protocol, name)
    })
    t.equal(used, taken, name)
  }
})

t.test('protocol: any revision from 3 on is 3.x, with any minor', async t => {
  for (const [bytes, major, minor] of [
    ['03 00', 3, 0],
    ['03 09', 3, 9],
    ['04 01', 4, 1],
    ['ff ff', 255, 255],
  ] as const) {
    const decoder = new GreetingDecoder()
    decoder.push(greetingWith(10, bytes))
    t.equal(decoder.protocol, '3.x')
    t.same(decoder.greeting, { ...GREETING_OF_NULL, major, minor })
  }
})

t.test('padding, filler and byte 9 but for bit 0 mean nothing', async t => {
  const cases = [
    greetingWith(1, 'ff*8'),
    greetingWith(1, '00*8'),
    greetingWith(1, '0123456789abcdef'),
    greetingWith(9, 'ff'),
    greetingWith(9, '01'),
    greetingWith(33, 'aa*31'),
  ]
  for (const bytes of cases) {
    const decoder = new GreetingDecoder()
    t.equal(decoder.push(bytes), GREETING_LENGTH)
    t.same(decoder.greeting, GREETING_OF_NULL)
  }
})

t.test('as-server is exactly 1', async t => {
  for (const [byte, asServer] of [
    ['00', false],
    ['01', true],
    ['07', false],
  ] as const) {
    const decoder = new GreetingDecoder()
    decoder.push(greetingWith(32, byte))
    t.equal(decoder.greeting?.asServer, asServer)
  }
})

t.test('the mechanism is compared in all of its 20 bytes', async t => {
  t.equal(mechanismMatches(NULL_GREETING, 'NULL'), true)
  t.equal(mechanismMatches(NULL_GREETING, 'PLAIN'), false)
  const others = [
    '"null"',
    '"NULLX"',
    '"NUL" 00',
    '00*20',
    '"FOO" 00',
    '"NULL" 00*15 01',
    'ff*20',
    '"CURVE"',
    '"NULL "',
  ]
  for (const field of others) {
    t.equal(mechanismMatches(greetingWith(12, field), 'NULL'), false, field)
  }
  const full = greetingWith(12, '"ABCDEFGHIJKLMNOPQRST"')
  t.equal(mechanismMatches(full, 'ABCDEFGHIJKLMNOPQRST'), true)
  t.equal(mechanismMatches(full, 'ABCDEFGHIJKLMNOPQRSTU'), false, 'longer than the field')
  t.equal(mechanismMatches(greetingWith(32, '01'), 'NULL'), true, 'as-server is not part of it')
})

t.test('a mechanism field shows its name without trailing zeros only', async t => {
  const decoder = new GreetingDecoder()
  decoder.push(greetingWith(12, '"A" 00 "B" ff 00*16'))
  t.equal(decoder.greeting?.mechanism, 'A\0Bÿ')
  const empty = new GreetingDecoder()
  empty.push(greetingWith(12, '00*20'))
  t.equal(empty.greeting?.mechanism, '')
})
