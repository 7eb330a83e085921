import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { Settling } from '../../lib/transport/settling.js'

/** Turns until it settles, while `read` says in which turns a message is taken. */
async function turnsUntilSettled(read: (turn: number) => boolean): Promise<number> {
  let isSettled = false
  const settling = new Settling({
    settle: () => {
      isSettled = true
    },
  })
  settling.queue()
  settling.queue()
  for (let count = 1; count <= 50; count++) {
    if (read(count)) settling.isBeingRead = true
    await turn()
    if (isSettled) return count
  }
  return Infinity
}

t.test('after one turn if nobody reads', async t => {
  t.equal(await turnsUntilSettled(() => false), 1)
})

t.test('later while someone reads, but not for ever', async t => {
  t.equal(await turnsUntilSettled(count => count <= 3), 4)
  t.equal(await turnsUntilSettled(() => true), 9)
})

t.test('once for each time it was queued', async t => {
  let count = 0
  const settling = new Settling({ settle: () => void count++ })
  settling.queue()
  await turn()
  await turn()
  t.equal(count, 1)
  settling.queue()
  await turn()
  t.equal(count, 2)
})
