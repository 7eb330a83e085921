import t from 'tap'
import { ProtocolError } from '../../lib/errors.js'
import { FrameDecoder } from '../../lib/zmtp/frame.js'
import { FrameEncoder } from '../../lib/zmtp/frame-encoder.js'
import { everySplit, feedByteByByte, hex } from '../support/bytes.js'

/** RFC 13 §Framing by hand: header, then the body's length. */
const VECTORS = [
  ['empty', '01 00', 0, 0],
  ['one octet, as seen from libzmq', '02 00', 0, 1],
  ['one octet with MORE, as seen from libzmq', '02 01', 1, 1],
  ['two octets, as seen from libzmq', '03 00', 0, 2],
  ['the largest short one', 'fe 00', 0, 253],
  ['the smallest long one', 'ff 00000000000000ff 00', 0, 254],
  ['255 octets with MORE', 'ff 0000000000000100 01', 1, 255],
  ['256 octets', 'ff 0000000000000101 00', 0, 256],
  ['65536 octets', 'ff 0000000000010001 00', 0, 65_536],
] as const

const decoder = (limit = Infinity): FrameDecoder => {
  const frames = new FrameDecoder(limit)
  frames.readVersion1()
  return frames
}

for (const [name, header, flags, size] of VECTORS) {
  t.test(name, async t => {
    const body = Buffer.alloc(size, 'x')
    const wire = Buffer.concat([hex(header), body])
    const encoder = new FrameEncoder()
    encoder.writeVersion1()
    encoder.message(flags === 1 ? [body, Buffer.alloc(0)] : [body])
    const written = Buffer.concat(encoder.take())
    t.same(written, flags === 1 ? Buffer.concat([wire, hex('0100')]) : wire, 'encoded')

    const whole = decoder()
    whole.push(wire)
    t.same(whole.next(), body)
    t.equal(whole.flags, flags)
    t.equal(whole.next(), undefined)

    const slow = decoder()
    const given: (Buffer | undefined)[] = []
    feedByteByByte(wire, chunk => {
      slow.push(chunk)
      given.push(slow.next())
    })
    t.same(given.pop(), body, 'a byte at a time')
    t.ok(
      given.every(early => early === undefined),
      'and not before its end',
    )
  })
}

t.test('a long length may hold a short body (RFC 13)', async t => {
  const wire = hex('ff 0000000000000003 00 6162')
  for (const [first, second] of everySplit(wire)) {
    const frames = decoder()
    frames.push(first)
    t.equal(frames.next(), undefined)
    frames.push(second)
    t.equal(frames.next()?.toString(), 'ab')
  }
})

t.test('what is wrong is refused from the header alone', async t => {
  const refuse = (bytes: string, code: string, limit?: number): void => {
    const frames = decoder(limit)
    frames.push(hex(bytes))
    t.throws(() => frames.next(), { constructor: ProtocolError, code }, bytes)
  }
  refuse('00', 'ERR_ZMTP_MALFORMED_FRAME')
  refuse('ff 0000000000000000', 'ERR_ZMTP_MALFORMED_FRAME')
  refuse('03 02', 'ERR_ZMTP_RESERVED_FLAGS')
  refuse('03 80', 'ERR_ZMTP_RESERVED_FLAGS')
  refuse('0c 00', 'ERR_ZMTP_FRAME_TOO_LARGE', 10)
  refuse('ff 8000000000000000 00', 'ERR_ZMTP_FRAME_TOO_LARGE')
})
