import * as fc from 'fast-check'
import t from 'tap'
import {
  emptyMap,
  mapDelete,
  mapFirst,
  mapGet,
  mapSet,
  mapValues,
  type IntMap,
} from '../../../lib/gate/machine/int-map.js'

t.test('does what a Map does, with keys in order', async t => {
  const key = fc.oneof(fc.nat(40), fc.nat(2000), fc.nat(2 ** 30 - 1))
  const change = fc.record({ key, isDelete: fc.boolean() })
  const checkAll = (): void =>
    fc.assert(
      fc.property(fc.array(change, { maxLength: 100 }), changes => {
        let map: IntMap<string> = emptyMap()
        const model = new Map<number, string>()
        for (const { key: at, isDelete } of changes) {
          if (isDelete) model.delete(at)
          else model.set(at, `v${at}`)
          map = isDelete ? mapDelete(map, at) : mapSet(map, at, `v${at}`)
          if (mapGet(map, at) !== model.get(at)) throw new Error(`get ${at}`)
        }
        const sorted = [...model].toSorted(([a], [b]) => a - b).map(([, value]) => value)
        if (mapValues(map).join() !== sorted.join()) throw new Error('values')
        if (mapFirst(map) !== sorted[0]) throw new Error('first')
        if (map.size !== model.size) throw new Error('size')
      }),
      { numRuns: 300, seed: 20190622 },
    )
  t.doesNotThrow(checkAll)
})

t.test('a map stays what it was', async t => {
  const one = mapSet(emptyMap<string>(), 1, 'a')
  const two = mapSet(one, 2, 'b')
  const other = mapSet(two, 1, 'c')
  const none = mapDelete(mapDelete(two, 1), 2)
  t.strictSame(mapValues(one), ['a'])
  t.strictSame(mapValues(two), ['a', 'b'])
  t.strictSame(mapValues(other), ['c', 'b'])
  t.equal(none, emptyMap())
  t.equal(mapDelete(one, 7), one)
  t.equal(mapGet(one, 5000), undefined)
})
