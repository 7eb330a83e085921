// What is tried again in a new process, and how long is waited for an endpoint that does not work.
import t from 'tap'
import { Renewal } from '../../lib/conformance/renewal.js'

t.test('a new process is tried until it was in vain three times in a row', async t => {
  const renewal = new Renewal()
  for (const isGood of [false, false, true, false, false]) {
    t.ok(renewal.mayHelp)
    renewal.note(isGood)
  }
  t.ok(renewal.mayHelp)
  renewal.note(false)
  t.notOk(renewal.mayHelp)
})

t.test('after five runs in a row without a good link waits are short, until one works', async t => {
  const renewal = new Renewal()
  for (const hasWorked of [false, false, true, false, false, false, false]) {
    renewal.linkWorked(hasWorked)
    t.equal(renewal.haste, 1)
  }
  renewal.linkWorked(false)
  t.equal(renewal.haste, 0.1)
  renewal.linkWorked(false)
  t.equal(renewal.haste, 0.1)
  renewal.linkWorked(true)
  t.equal(renewal.haste, 1)
})
