import t, { type Test } from 'tap'
import { ProtocolError } from '../../lib/errors.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE } from '../../lib/zmtp/frame-header.js'
import { BODY_LIMIT, FrameDecoder } from '../../lib/zmtp/frame.js'
import { everySplit, feedByteByByte, hex } from '../support/bytes.js'
import { chunks } from '../support/drive.js'

interface Frame {
  readonly flags: number
  readonly body: Buffer
}

/** Every frame that is whole. */
function drain(decoder: FrameDecoder): Frame[] {
  const frames: Frame[] = []
  for (let body = decoder.next(); body !== undefined; body = decoder.next()) {
    frames.push({ flags: decoder.flags, body })
  }
  return frames
}

function decode(pieces: Iterable<Buffer>, limit = Infinity): Frame[] {
  const decoder = new FrameDecoder(limit)
  const frames: Frame[] = []
  for (const piece of pieces) {
    decoder.push(piece)
    frames.push(...drain(decoder))
  }
  return frames
}

function same(t: Test, found: readonly Frame[], wanted: readonly Frame[], name: string): void {
  t.equal(found.length, wanted.length, `${name}: count`)
  found.forEach((frame, index) => {
    t.equal(frame.flags, wanted[index]?.flags, `${name}: flags of ${index}`)
    t.equal(frame.body.compare(wanted[index]?.body as Buffer), 0, `${name}: body of ${index}`)
  })
}

const READY_PUSH = '05 "READY" 0b "Socket-Type" 00000004 "PUSH"'

const longHeader = (size: number): Buffer => hex(`02 ${size.toString(16).padStart(16, '0')}`)

/** Bytes of buffers that exist after `run` and did not before. */
function growth(run: () => void): number {
  const before = process.memoryUsage().arrayBuffers
  run()
  return process.memoryUsage().arrayBuffers - before
}

/** Frames as libzmq 4.3.5 was seen to send or to accept them: bytes, flags, body. */
const VECTORS: readonly (readonly [string, number, string])[] = [
  ['00 00', 0, ''],
  ['00 02 6869', 0, '"hi"'],
  ['01 01 61', FLAG_MORE, '"a"'],
  ['01 00', FLAG_MORE, ''],
  ['00 7f "x"*127', 0, '"x"*127'],
  ['00 80 "x"*128', 0, '"x"*128'],
  ['00 fe "x"*254', 0, '"x"*254'],
  ['00 ff "x"*255', 0, '"x"*255'],
  ['02 0000000000000100 "x"*256', FLAG_LONG, '"x"*256'],
  ['03 0000000000000100 "x"*256', FLAG_LONG | FLAG_MORE, '"x"*256'],
  ['02 0000000000000000', FLAG_LONG, ''],
  ['02 0000000000000001 61', FLAG_LONG, '"a"'],
  ['041a0552454144590b536f636b65742d54797065000000045055 5348', FLAG_COMMAND, READY_PUSH],
  ['06 0000000000000007 0450494e47 0000', FLAG_COMMAND | FLAG_LONG, '0450494e47 0000'],
  ['04 00', FLAG_COMMAND, ''],
  ['05 04 03 "FOO"', FLAG_COMMAND | FLAG_MORE, '03 "FOO"'],
  ['00 07 0450494e47 0000', 0, '0450494e47 0000'],
]

t.test('each vector: whole, a byte at a time, cut anywhere', async t => {
  for (const [bytes, flags, body] of VECTORS) {
    const whole = hex(bytes)
    const wanted = [{ flags, body: hex(body) }]
    same(t, decode([whole]), wanted, bytes)
    const pieces: Buffer[] = []
    feedByteByByte(whole, chunk => pieces.push(chunk))
    same(t, decode(pieces), wanted, `${bytes}, a byte at a time`)
    let splits = 0
    for (const split of everySplit(whole)) {
      const [frame, ...more] = decode(split)
      if (frame?.flags !== flags || frame.body.compare(hex(body)) !== 0 || more.length > 0) {
        t.fail(`${bytes}, cut at ${split[0].length}`)
      }
      splits++
    }
    t.equal(splits, whole.length - 1)
  }
})

t.test('each vector: a truncated frame is not a frame yet, and the rest completes it', async t => {
  for (const [bytes, flags, body] of VECTORS) {
    const whole = hex(bytes)
    let early = 0
    for (let length = 0; length < whole.length; length++) {
      const decoder = new FrameDecoder(Infinity)
      decoder.push(whole.subarray(0, length))
      if (decoder.next() !== undefined || decoder.next() !== undefined) early++
    }
    t.equal(early, 0, `${bytes}: nothing early`)
    const decoder = new FrameDecoder(Infinity)
    decoder.push(whole.subarray(0, whole.length - 1))
    t.equal(decoder.next(), undefined)
    decoder.push(whole.subarray(whole.length - 1))
    same(t, drain(decoder), [{ flags, body: hex(body) }], bytes)
  }
})

t.test(
  'all vectors as one stream, cut anywhere, and all chunks pushed before any is read',
  async t => {
    const stream = Buffer.concat(VECTORS.map(([bytes]) => hex(bytes)))
    const wanted = VECTORS.map(([, flags, body]) => ({ flags, body: hex(body) }))
    same(t, decode([stream]), wanted, 'one chunk')
    for (const size of [1, 2, 3, 7, 9, 10, 64, 255, 997]) {
      same(t, decode(chunks(stream, size)), wanted, `chunks of ${size}`)
      const decoder = new FrameDecoder(Infinity)
      for (const chunk of chunks(stream, size)) decoder.push(chunk)
      t.equal(decoder.buffered, stream.length)
      same(t, drain(decoder), wanted, `chunks of ${size}, pushed first`)
      t.equal(decoder.buffered, 0)
    }
  },
)

t.test('sizes 65535, 65536, 70000 in pieces of 997, and over 4 MiB in pieces', async t => {
  for (const size of [65535, 65536, 70000, 4 * 1024 * 1024, 4 * 1024 * 1024 + 1]) {
    const body = Buffer.alloc(size, 'abcdefg')
    const stream = Buffer.concat([longHeader(size), body, hex('00 02 6869')])
    const wanted = [
      { flags: FLAG_LONG, body },
      { flags: 0, body: hex('"hi"') },
    ]
    same(t, decode([stream]), wanted, `${size} whole`)
    same(t, decode(chunks(stream, size > 100_000 ? 65536 : 997)), wanted, `${size} in pieces`)
  }
})

t.test('all octet values survive', async t => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))
  const stream = Buffer.concat([hex('02 0000000000000100'), all])
  for (const pieces of [[stream], chunks(stream, 10)]) {
    same(t, decode(pieces), [{ flags: FLAG_LONG, body: all }], 'octets')
  }
})

t.test('2000 small frames in one segment, in order', async t => {
  const stream = Buffer.concat(
    Array.from({ length: 2000 }, (_, number) =>
      hex(`00 04 ${number.toString(16).padStart(8, '0')}`),
    ),
  )
  const numbers = decode([stream]).map(({ body }) => body.readUInt32BE())
  t.same(
    numbers,
    Array.from({ length: 2000 }, (_, number) => number),
  )
})

t.test('reserved bits are refused at the first octet', async t => {
  for (const flags of ['08', '10', '20', '40', '80', 'f8', '0c', '09', '0a', 'ff']) {
    for (const rest of ['', '02 6869']) {
      const decoder = new FrameDecoder(Infinity)
      decoder.push(hex(`${flags} ${rest}`))
      t.throws(
        () => decoder.next(),
        { constructor: ProtocolError, code: 'ERR_ZMTP_RESERVED_FLAGS', offset: 0 },
        `flags ${flags} ${rest}`,
      )
    }
    const decoder = new FrameDecoder(Infinity)
    decoder.push(hex(`00 02 6869 ${flags}`))
    t.same(decoder.next(), hex('"hi"'), 'the frame before it still counts')
    t.throws(() => decoder.next(), { code: 'ERR_ZMTP_RESERVED_FLAGS' })
  }
})

t.test('limit: itself is accepted, one more is refused from the header alone', async t => {
  const cases: [number, string, string][] = [
    [0, '00 00', '00 01'],
    [1, '00 01 61', '00 02'],
    [127, '00 7f "x"*127', '00 80'],
    [255, '00 ff "x"*255', '02 0000000000000100'],
    [256, '02 0000000000000100 "x"*256', '02 0000000000000101'],
    [100, '04 64 "x"*100', '04 65'],
    [100, '01 64 "x"*100', '01 65'],
  ]
  for (const [limit, fits, over] of cases) {
    t.equal(decode([hex(fits)], limit).length, 1, `limit ${limit}`)
    for (const tail of ['', '"x"*300']) {
      t.throws(
        () => decode([hex(`${over} ${tail}`)], limit),
        { constructor: ProtocolError, code: 'ERR_ZMTP_FRAME_TOO_LARGE', offset: 1 },
        `limit ${limit} plus one ${tail}`,
      )
    }
  }
})

t.test('limit: sizes no platform holds', async t => {
  t.ok(BODY_LIMIT >= 2 ** 31 - 1)
  const sizes = [
    '8000000000000000',
    'ffffffffffffffff',
    '7fffffffffffffff',
    '0020000000000000',
    BODY_LIMIT < 2 ** 40 ? '0000010000000000' : '8000000000000001',
  ]
  for (const flags of ['02', '03', '06']) {
    for (const size of sizes) {
      t.throws(() => decode([hex(`${flags} ${size}`)]), { code: 'ERR_ZMTP_FRAME_TOO_LARGE' }, size)
    }
  }
})

t.test('limit: a new one counts from the next header on', async t => {
  const decoder = new FrameDecoder(2)
  decoder.push(hex('00 02 6869 00 03 "abc" 00 03 "abc"'))
  t.same(decoder.next(), hex('"hi"'))
  decoder.limit = 3
  t.same(decoder.next(), hex('"abc"'))
  decoder.limit = 2
  t.throws(() => decoder.next(), { code: 'ERR_ZMTP_FRAME_TOO_LARGE' })

  const begun = new FrameDecoder(3)
  begun.push(hex('00 03 "ab"'))
  t.equal(begun.next(), undefined)
  begun.limit = 2
  begun.push(hex('"c" 00 03'))
  t.same(begun.next(), hex('"abc"'), 'a body that was let in stays in')
  t.throws(() => begun.next(), { code: 'ERR_ZMTP_FRAME_TOO_LARGE' })
})

t.test('a body within one chunk is a view of it; one across chunks is a copy', async t => {
  const decoder = new FrameDecoder(Infinity)
  const chunk = hex('00 02 6869')
  decoder.push(chunk)
  const view = decoder.next()
  chunk[2] = 0x48
  t.same(view, hex('"Hi"'))

  const [head, tail] = [hex('00 02 68'), hex('69')]
  decoder.push(head)
  t.equal(decoder.next(), undefined)
  decoder.push(tail)
  const copy = decoder.next()
  head.fill(0)
  tail.fill(0)
  t.same(copy, hex('"hi"'))
})

t.test('what is announced is not allocated; what is begun is allocated once', async t => {
  const mebibyte = 1024 * 1024
  const large = new FrameDecoder(Infinity)
  const announce = (): void => {
    large.push(hex('02 0000000040000000 "ten bytes!"'))
    large.next()
  }
  t.ok(growth(announce) < mebibyte, '1 GiB announced')
  const eager = new FrameDecoder(Infinity)
  const begin = (): void => {
    eager.push(hex('02 0000000000400000'))
    for (let call = 0; call < 10; call++) {
      eager.push(hex(''))
      eager.next()
    }
  }
  t.ok(growth(begin) < 5 * mebibyte, '4 MiB announced, asked for ten times')
})

t.test('buffered and hasUnreadBytes', async t => {
  const decoder = new FrameDecoder(Infinity)
  t.equal(decoder.buffered, 0)
  t.equal(decoder.hasUnreadBytes, false)
  decoder.push(hex('00 02 6869 00'))
  t.equal(decoder.buffered, 5)
  t.equal(decoder.hasUnreadBytes, true)
  t.same(decoder.next(), hex('"hi"'))
  t.equal(decoder.buffered, 1)
  t.equal(decoder.hasUnreadBytes, true)
  decoder.push(hex('03 61'))
  t.equal(decoder.buffered, 3)
  t.equal(decoder.next(), undefined)
  t.equal(decoder.buffered, 1, 'the header is gone, one octet of the body is kept')
  t.equal(decoder.hasUnreadBytes, false, 'a partial frame does not count')
  decoder.push(hex('6263'))
  t.same(decoder.next(), hex('"abc"'))
  t.equal(decoder.buffered, 0)
  t.equal(decoder.next(), undefined)
})
