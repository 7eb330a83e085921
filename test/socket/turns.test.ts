import t from 'tap'
import { Turns } from '../../lib/socket/turns.js'

t.test('4096 operations, then a turn, then 4096 more', async t => {
  const turns = new Turns()
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4096; count++) if (turns.spend()) t.fail(`waits after ${count}`)
    t.equal(turns.spend(), true)
    let hasTurned = false
    setImmediate(() => (hasTurned = true))
    await turns.next()
    t.equal(hasTurned, true, 'the event loop has turned')
  }
})

t.test('a turn of the event loop by itself begins the count anew', async t => {
  const turns = new Turns()
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4000; count++) if (turns.spend()) t.fail(`waits after ${count}`)
    await new Promise(setImmediate)
  }
  t.equal(turns.spend(), false)
})
