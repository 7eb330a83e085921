import t from 'tap'
import * as rawzmq from '../lib/index.js'

t.test('the public names, and nothing else', async t => {
  t.same(Object.keys(rawzmq).toSorted(), [
    'Context',
    'Observer',
    'Pair',
    'Pull',
    'Push',
    'Socket',
    'capability',
    'context',
    'version',
  ])
  t.ok(rawzmq.context instanceof rawzmq.Context)
})
