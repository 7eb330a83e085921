// Frames packed once for many: byte for byte what an encoder of one's own packs, whatever comes between.
import {
  array,
  assert,
  constant,
  nat,
  oneof,
  property,
  record,
  tuple,
  uint8Array,
} from 'fast-check'
import t from 'tap'
import { FrameEncoder } from '../../lib/zmtp/frame-encoder.js'
import { SHARED_MAX, SharedFrames } from '../../lib/zmtp/shared-frames.js'
import { hex } from '../support/bytes.js'

const taken = (encoder: FrameEncoder): Buffer => Buffer.concat(encoder.take())

t.test('the layout, and messages in a row are one piece', async t => {
  const shared = new SharedFrames()
  const encoder = new FrameEncoder()
  for (const parts of [['a', 'bc'], ['']]) {
    const message = parts.map(part => Buffer.from(part))
    t.equal(shared.pack(message), true)
    encoder.message(message, shared)
  }
  t.equal(encoder.byteLength, 9)
  const pieces = encoder.take()
  t.equal(pieces.length, 1)
  t.strictSame(Buffer.concat(pieces), hex('01 01 "a" 00 02 "bc" 00 00'))
  t.equal(encoder.byteLength, 0)
})

t.test('long frames, at the edge of a page, and too large', async t => {
  const shared = new SharedFrames()
  for (const size of [255, 256, SHARED_MAX - 9]) {
    const plain = new FrameEncoder()
    const other = new FrameEncoder()
    const body = Buffer.alloc(size, size)
    t.equal(shared.pack([body]), true, String(size))
    other.message([body], shared)
    plain.message([body])
    t.ok(taken(other).equals(taken(plain)), String(size))
  }
  t.equal(shared.pack([Buffer.alloc(SHARED_MAX - 8)]), false)
})

t.test('a peer of ZMTP 1.0, or with a cipher, gets frames of its own', async t => {
  const shared = new SharedFrames()
  shared.pack([Buffer.from('a')])
  const old = new FrameEncoder()
  old.writeVersion1()
  old.message([Buffer.from('a')], shared)
  t.strictSame(taken(old), hex('02 00 "a"'))
})

const body = uint8Array({ maxLength: 300 })
const step = oneof(
  record({
    kind: constant('all' as const),
    parts: array(body, { minLength: 1, maxLength: 3 }),
  }),
  record({
    kind: constant('one' as const),
    parts: array(body, { minLength: 1, maxLength: 3 }),
  }),
  record({ kind: constant('large' as const), parts: constant([new Uint8Array(20_000)]) }),
  record({ kind: constant('command' as const), parts: constant([Uint8Array.of(1, 65)]) }),
  record({ kind: constant('take' as const), parts: constant([]) }),
)

t.test('any mixture for three peers is what plain encoders make of it', async t => {
  assert(
    property(array(tuple(step, nat(2)), { maxLength: 200 }), steps => {
      const shared = new SharedFrames()
      const peers = [0, 1, 2].map(() => ({
        encoder: new FrameEncoder(),
        plain: new FrameEncoder(),
        got: [] as Buffer[],
        wanted: [] as Buffer[],
      }))
      const take = ({ encoder, plain, got, wanted }: (typeof peers)[0]): void => {
        if (encoder.byteLength !== plain.byteLength) throw new Error('another length')
        got.push(taken(encoder))
        encoder.written()
        wanted.push(taken(plain))
        plain.written()
      }
      for (const [{ kind, parts }, who] of steps) {
        const chosen = peers[who] as (typeof peers)[0]
        if (kind === 'all') {
          const packed = shared.pack(parts) ? shared : undefined
          for (const { encoder, plain } of peers) {
            encoder.message(parts, packed)
            plain.message(parts)
          }
        } else if (kind === 'take') take(chosen)
        else if (kind === 'command') {
          for (const each of [chosen.encoder, chosen.plain]) each.command(parts[0] as Uint8Array)
        } else {
          for (const each of [chosen.encoder, chosen.plain]) each.message(parts)
        }
      }
      for (const peer of peers) {
        take(peer)
        if (!Buffer.concat(peer.got).equals(Buffer.concat(peer.wanted))) {
          throw new Error('other octets')
        }
      }
    }),
    { numRuns: 200 },
  )
  t.pass('200 mixtures')
})
