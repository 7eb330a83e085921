// One run of each fault with real processes; `node dist/test/faults/main.js 50` does fifty.
import t from 'tap'
import { runOnce, SCENARIOS } from './scenarios.js'

t.test('each fault ends as specified', async t => {
  // All at once: most of the time is waiting.
  const runs = Object.entries(SCENARIOS).map(async ([name, scenario]) => {
    t.strictSame(await runOnce(scenario), [], name)
  })
  await Promise.all(runs)
})
