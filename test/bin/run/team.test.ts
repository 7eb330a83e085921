// The consumers of a run, as processes: how many are started at a time.
import t from 'tap'
import { Later } from '../../../bin/run/later.js'
import { Team } from '../../../bin/run/team.js'

/** Says something once it is told to go, and ends with its stdin. */
const PROGRAM = `
  process.stdin.once('data', () => console.log('here'))
  process.stdin.once('end', () => process.exit(0))
`

t.test('some are started at a time, the next when one has begun', async t => {
  const started: number[] = []
  const third = new Later()
  const team = new Team({
    command: () => [process.execPath, '--eval', PROGRAM],
    onStart: id => {
      started.push(id)
      if (id === 3) third.happen()
    },
    onLine: () => {},
    onNoise: () => {},
    onEnd: () => {},
    stopMs: 100,
    idleMs: 60_000,
    atOnce: 2,
  })
  team.start(5, 'tcp://127.0.0.1:1')
  t.strictSame(started, [1, 2])
  void team.connect(2)
  await third.promise
  t.strictSame(started, [1, 2, 3])
  team.stop()
  const ends = await team.settle()
  t.strictSame(started, [1, 2, 3], 'who was not started is not started any more')
  t.equal(ends.length, 3)
})
