import t from 'tap'
import { Turns } from '../../lib/socket/turns.js'

t.test('512 operations, then a turn, then 512 more', async t => {
  const turns = new Turns()
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 512; count++) if (turns.spend()) t.fail(`waits after ${count}`)
    t.equal(turns.spend(), true)
    let hasTurned = false
    setImmediate(() => (hasTurned = true))
    await turns.next()
    t.equal(hasTurned, true, 'the event loop has turned')
  }
})
