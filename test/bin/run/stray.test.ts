// Who connects when with --stray. What comes of it: test/gate/published-log.test.ts.
import t from 'tap'
import { connectOrder } from '../../../bin/run/stray.js'

t.test('the stray one connects second, the last consumer when the gate is open', async t => {
  t.strictSame(connectOrder(4), [3, 0, 2, 1, null, 4])
  t.strictSame(connectOrder(2), [1, 0, null, 2])
  t.strictSame(connectOrder(1), [0, null, 1])
})
