// Pieces: lengths in turn over all that is written, nothing lost, a pause between two, and the end after the last.
import t from 'tap'
import { Pieces } from '../../lib/raw/pieces.js'
import { FakeClock } from '../support/fake-clock.js'

function world(lengths: readonly number[]) {
  const clock = new FakeClock()
  const pieces: string[] = []
  const queue = new Pieces(
    lengths,
    piece => pieces.push(`${clock.now()} ${Buffer.from(piece).toString('latin1')}`),
    clock,
  )
  return { clock, pieces, queue }
}

t.test('one octet a piece, one piece a millisecond', async t => {
  const { clock, pieces, queue } = world([1])
  queue.add(Buffer.from('abc'))
  t.strictSame(pieces, ['0 a'])
  t.equal(queue.isEmpty, false)
  clock.advance(10)
  t.strictSame(pieces, ['0 a', '1 b', '2 c'])
  t.equal(queue.isEmpty, true)
})

t.test('lengths come in turn, over the borders of what was written', async t => {
  const { clock, pieces, queue } = world([2, 3])
  queue.add(Buffer.from('abc'))
  queue.add(Buffer.from('defgh'))
  clock.advance(10)
  t.strictSame(pieces, ['0 ab', '1 cde', '2 fg', '3 h'])
  queue.add(Buffer.from('ij'))
  clock.advance(10)
  t.strictSame(pieces.slice(4), ['10 ij'])
})

t.test('the end comes behind the last piece, of nothing at once', async t => {
  const { clock, pieces, queue } = world([2])
  let ends = 0
  const end = (): void => {
    ends++
  }
  queue.whenEmpty(end)
  t.equal(ends, 1)
  queue.add(Buffer.from('abc'))
  queue.whenEmpty(end)
  clock.advance(1)
  t.strictSame([pieces.length, ends], [2, 1])
  clock.advance(1)
  t.equal(ends, 2)
})
