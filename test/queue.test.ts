// The queue of the hot path: order, and that a long one costs as much an entry as a short one.
import t from 'tap'
import { Queue } from '../lib/queue.js'
import { Random } from './support/random.js'

t.test('first in, first out, whatever the rhythm', async t => {
  const random = new Random(1)
  const queue = new Queue<number>()
  let written = 0
  let read = 0
  for (let round = 0; round < 20_000; round++) {
    const most = random.below(100) === 0 ? 5000 : 5
    for (let count = random.below(most); count > 0; count--) queue.push(written++)
    for (let count = random.below(most); count > 0 && read < written; count--) {
      if (queue.peek() !== read || queue.shift() !== read) t.fail(`not ${read}`)
      read++
    }
    if (queue.length !== written - read) t.fail(`length ${queue.length}`)
  }
  queue.clear()
  t.same([queue.length, queue.peek(), queue.shift()], [0, undefined, undefined])
})

t.test('each entry is moved once on average, however many there are', async t => {
  const slice = Array.prototype.slice
  let moved = 0
  const counted = function (this: unknown[], ...range: [number?, number?]): unknown[] {
    const kept = slice.apply(this, range)
    moved += kept.length
    return kept
  }
  Reflect.set(Array.prototype, 'slice', counted)
  t.teardown(() => Reflect.set(Array.prototype, 'slice', slice))
  for (const length of [10_000, 300_000]) {
    const queue = new Queue<number>()
    moved = 0
    for (let entry = 0; entry < length; entry++) queue.push(entry)
    // As many again come while it is read, one for one.
    for (let entry = 0; entry < length; entry++) {
      queue.shift()
      queue.push(entry)
    }
    while (queue.length > 0) queue.shift()
    t.ok(moved <= 2 * length, `${length} entries: ${moved} moved`)
  }
})
