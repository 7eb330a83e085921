import t from 'tap'
import { everySplit, feedByteByByte, hex, NULL_GREETING } from './bytes.js'

t.test('hex: digits, blanks, quoted text, repeats', async t => {
  t.same([...hex('ff00 03')], [255, 0, 3])
  t.same([...hex(' 05 "AB"01*2 ')], [5, 65, 66, 1, 1])
  t.same([...hex('')], [])
  t.same([...hex('00*0')], [])
  t.equal(NULL_GREETING.length, 64)
})

t.test('hex: a slip is an error', async t => {
  for (const slip of ['f', 'ff0', '0x01', 'gg', '"open', 'ff *'])
    t.throws(() => hex(slip), /not hex/)
})

t.test('feeders give every byte, in order', async t => {
  const bytes = hex('01 02 03')
  const fed: number[][] = []
  feedByteByByte(bytes, chunk => fed.push([...chunk]))
  t.same(fed, [[1], [2], [3]])
  t.same(
    [...everySplit(bytes)].map(([head, tail]) => [[...head], [...tail]]),
    [
      [[1], [2, 3]],
      [[1, 2], [3]],
    ],
  )
})
