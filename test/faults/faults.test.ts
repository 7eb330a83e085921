// One run of each fault with real processes; `node dist/test/faults/main.js 50` does fifty.
import t from 'tap'
import { runOnce, SCENARIOS } from './scenarios.js'

t.test('each fault ends as specified', async t => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    t.strictSame(await runOnce(scenario), [], name)
  }
})
