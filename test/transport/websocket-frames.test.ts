// Frames of a WebSocket, both ways: hex by hand, every size where the header changes, every cut, and what is refused.
import t from 'tap'
import { ProtocolError } from '../../lib/errors.js'
import { WebSocketDecoder, type WebSocketInput } from '../../lib/transport/websocket-decoder.js'
import { OPCODES, WebSocketEncoder } from '../../lib/transport/websocket-encoder.js'
import { FrameEncoder } from '../../lib/zmtp/frame-encoder.js'
import { everySplit, feedByteByByte, hex } from '../support/bytes.js'

/** All that came, pieces of frames put together. */
function told(inputs: readonly WebSocketInput[]): (string | Buffer)[] {
  const all: (string | Buffer)[] = []
  for (const input of inputs) {
    const last = all.at(-1)
    if (input.kind !== 'frames') {
      all.push('payload' in input ? `${input.kind} ${input.payload.toString('hex')}` : input.kind)
    } else if (Buffer.isBuffer(last)) all[all.length - 1] = Buffer.concat([last, input.bytes])
    else all.push(Buffer.from(input.bytes))
  }
  return all
}

const decode = (isMasked: boolean, bytes: Buffer, limit = Infinity) =>
  told(new WebSocketDecoder(isMasked).push(Buffer.from(bytes), limit))

/** Frames of ZMTP, as a connection packs them. */
function packed(...parts: Buffer[]): Uint8Array[] {
  const encoder = new FrameEncoder()
  encoder.message(parts)
  return encoder.take()
}

const SIZES = [0, 1, 123, 124, 125, 254, 255, 256, 65_533, 65_534, 65_535, 65_536, 300_000]

/** The header of a binary message of a server, by RFC 6455 §5.2, and its flags octet. */
function headerOf(size: number, flags: number): Buffer {
  const length = size + 1
  const header = [0x82]
  if (length < 126) header.push(length)
  else if (length < 65_536) header.push(126, length >> 8, length & 0xff)
  else
    header.push(
      127,
      0,
      0,
      0,
      0,
      length >>> 24,
      (length >> 16) & 0xff,
      (length >> 8) & 0xff,
      length & 0xff,
    )
  return Buffer.from([...header, flags])
}

for (const size of SIZES) {
  t.test(`bodies of ${size} bytes`, async t => {
    const body = Buffer.alloc(size, 'abcdefg')
    const chunks = packed(body, body)
    const zmtp = Buffer.concat(chunks)
    const plain = Buffer.concat(new WebSocketEncoder(false).data(chunks))
    const wanted = Buffer.concat([headerOf(size, 1), body, headerOf(size, 0), body])
    t.ok(plain.equals(wanted), 'a server writes them as they are')
    t.same(decode(false, plain), [zmtp])
    const masked = Buffer.concat(new WebSocketEncoder(true).data(chunks))
    t.equal(masked.length, plain.length + 8, 'a client adds a key to each')
    t.same(decode(true, masked), [zmtp])
    if (size > 256) return
    const slow = new WebSocketDecoder(true)
    const inputs: WebSocketInput[] = []
    feedByteByByte(masked, chunk => inputs.push(...slow.push(chunk, Infinity)))
    t.same(told(inputs), [zmtp], 'an octet at a time')
    for (const [first, second] of everySplit(masked)) {
      const cut = new WebSocketDecoder(true)
      t.same(told([...cut.push(first, Infinity), ...cut.push(second, Infinity)]), [zmtp])
    }
  })
}

t.test("RFC 6455's own example of a mask (§5.7)", async t => {
  const wire = hex('82 85 37fa213d 7f9f4d5158')
  // "Hello" of a text there; as a frame here its H would be flags.
  t.throws(() => decode(true, wire), { code: 'ERR_ZMTP_RESERVED_FLAGS' })
  const moved = hex('82 86 37fa213d 37 b2 44 51 5b 95')
  t.same(decode(true, moved), [hex('00 05 "Hello"')])
})

t.test('each frame has a key of its own', async t => {
  const encoder = new WebSocketEncoder(true)
  const keys = new Set<string>()
  for (let count = 0; count < 2000; count++) {
    keys.add(Buffer.concat(encoder.data(packed(Buffer.alloc(0)))).toString('hex', 2, 6))
  }
  t.ok(keys.size > 1990, `${keys.size} of 2000`)
})

t.test('flags are others than in ZMTP', async t => {
  const encoder = new FrameEncoder()
  encoder.command(hex('04 "PONG"'))
  t.same(Buffer.concat(new WebSocketEncoder(false).data(encoder.take())), hex('82 06 02 04 "PONG"'))
  t.same(decode(false, hex('82 06 02 04 "PONG"')), [hex('04 05 04 "PONG"')])
  t.same(
    decode(false, hex('82 01 03')),
    [hex('05 00')],
    'that a command has MORE is for others to refuse',
  )
  t.throws(() => decode(false, hex('82 01 04')), { code: 'ERR_ZMTP_RESERVED_FLAGS' })
})

t.test('control frames come between frames, and between fragments', async t => {
  t.same(decode(false, hex('89 00 82 02 00 61 8a 02 0102 88 02 03e8 82 02 00 62')), [
    'ping ',
    hex('00 01 61'),
    'pong',
    'close 03e8',
  ])
  const fragments = hex('02 02 01 61 89 01 07 00 00 00 01 62 80 01 63')
  const wanted = ['ping 07', hex('01 03 "abc"')]
  t.same(decode(false, fragments), wanted)
  for (const [first, second] of everySplit(fragments)) {
    const cut = new WebSocketDecoder(false)
    t.same(told([...cut.push(first, Infinity), ...cut.push(second, Infinity)]), wanted)
  }
  t.same(decode(false, hex('02 00 80 02 00 61')), [hex('00 01 61')], 'the flags in the second')
})

t.test('a control frame is written in one piece', async t => {
  const encoder = new WebSocketEncoder(false)
  t.same(Buffer.concat(encoder.control(OPCODES.pong, hex('010203'))), hex('8a 03 010203'))
})

t.test('what fragments bring together is bounded', async t => {
  const limit = 10
  t.same(decode(false, hex('02 06 00 "abcde" 80 05 "fghij"'), limit), [hex('00 0a "abcdefghij"')])
  const decoder = new WebSocketDecoder(false)
  t.same(decoder.push(hex('02 06 00 "abcde"'), limit), [])
  t.throws(() => decoder.push(hex('80 06 "fghijk"'), limit), { code: 'ERR_ZMTP_FRAME_TOO_LARGE' })
  t.same(decode(false, hex('89 7d 01*125'), limit), [`ping ${'01'.repeat(125)}`], 'a ping is none')
  const many = new WebSocketDecoder(false)
  many.push(hex('02 00'), limit)
  for (let count = 0; count < 1000; count++) t.same(many.push(hex('00 00'), limit), [])
})

const FAULTS: readonly (readonly [title: string, isMasked: boolean, bytes: string])[] = [
  ['a reserved bit', false, 'c2 01 00'],
  ['a text', false, '81 01 00'],
  ['an opcode nobody knows', false, '83 01 00'],
  ['a control frame nobody knows', false, '8b 00'],
  ['a control frame in fragments', false, '09 00'],
  ['a control frame of 126 octets', false, '89 7e 007e'],
  ['a fragment of nothing that has begun', false, '80 01 00'],
  ['a message amid fragments', false, '02 01 00 82 01 00'],
  ['no flags', false, '82 00'],
  ['no flags in fragments', false, '02 00 80 00'],
  ['a mask of a server', false, '82 81 00000000 00'],
  ['no mask of a client', true, '82 01 00'],
  ['a length nobody can have', false, '82 7f ffffffffffffffff'],
]

for (const [title, isMasked, bytes] of FAULTS) {
  t.test(`refused: ${title}`, async t => {
    t.throws(() => decode(isMasked, hex(bytes)), ProtocolError)
    const slow = new WebSocketDecoder(isMasked)
    t.throws(
      () => feedByteByByte(hex(bytes), chunk => slow.push(chunk, Infinity)),
      { code: 'ERR_WS_MALFORMED_FRAME' },
      'an octet at a time',
    )
  })
}
