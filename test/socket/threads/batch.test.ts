// Messages packed for another thread come out as they went in, whatever memory they lay in, and share it with nobody.
import t from 'tap'
import { packBatch, unpackBatch } from '../../../lib/socket/threads/batch.js'

const octets = (length: number): Buffer => Buffer.alloc(length, length & 0xff)

for (const lengths of [[[0]], [[1], [0, 5, 0]], [[3, 4], [5]], [[16 * 1024], [1]], [[1 << 20]]]) {
  t.test(JSON.stringify(lengths), async t => {
    const messages = lengths.map(parts => parts.map(octets))
    const batch = packBatch(messages)
    const total = messages.flat().length * 4 + messages.length * 4
    t.equal(batch.length, total + lengths.flat().reduce((sum, length) => sum + length, 0))
    t.strictSame(unpackBatch(structuredClone(batch)), messages)
    for (const part of unpackBatch(batch).flat()) t.type(part.buffer, ArrayBuffer)
  })
}

t.test('the layout, octet by octet', async t => {
  const batch = packBatch([[Buffer.from('a'), Buffer.from('')], [Buffer.from('bc')]])
  const words = '02000000 01000000 61 00000000 01000000 02000000 6263'
  t.equal(Buffer.from(batch).toString('hex'), words.replaceAll(' ', ''))
})
