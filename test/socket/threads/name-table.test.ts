// The table that threads share: who has which name, in which memory.
import t from 'tap'
import { NameTable } from '../../../lib/socket/threads/name-table.js'

t.test(
  'a name has one owner until that gives it back, seen from every view of the memory',
  async t => {
    const one = new NameTable(0)
    const other = new NameTable(7, one.memory)
    t.equal(other.maker, 0)
    t.ok(one.claim('a', 11, 0))
    t.notOk(other.claim('a', 22, 7))
    t.ok(one.claim('a', 11, 0), 'whoever has it may ask again')
    t.ok(other.claim('b', 22, 7))
    t.equal(other.ownerOf('a'), 11)
    other.release('a', 22)
    t.equal(one.ownerOf('a'), 11, 'nobody else can give it back')
    one.release('a', 11)
    t.equal(other.ownerOf('a'), undefined)
    t.ok(other.claim('a', 22, 7))
    t.same([...one.releaseThread(7)], [22])
    t.equal(one.ownerOf('a'), undefined)
    t.equal(one.ownerOf('b'), undefined)
  },
)

t.test(
  'names that differ a little are others; places that were given back are used again',
  async t => {
    const table = new NameTable(3)
    const names = Array.from({ length: 4096 }, (_, index) => `name-${index}`)
    for (const [index, name] of names.entries()) t.ok(table.claim(name, index + 1, 3))
    t.strictSame(
      names.map(name => table.ownerOf(name)),
      names.map((_, index) => index + 1),
    )
    t.ok(table.claim('one more', 1, 3), 'what is over is not known to others')
    t.equal(table.ownerOf('one more'), undefined)
    table.release('name-5', 6)
    t.ok(table.claim('one more', 1, 3))
    t.equal(table.ownerOf('one more'), 1)
  },
)

t.test('a lock that nobody gives back holds a while', async t => {
  const table = new NameTable(0)
  new Int32Array(table.memory)[0] = 1
  t.ok(table.claim('a', 1, 0))
  t.equal(table.ownerOf('a'), 1)
})
