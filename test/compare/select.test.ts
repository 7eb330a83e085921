import t from 'tap'
import { trialsOf, SCENARIOS, selectTrials } from '../../lib/compare/index.js'

const cases = trialsOf(SCENARIOS)
const idsFor = (...filters: string[]): string[] =>
  selectTrials(cases, filters).selected.map(({ id }) => id)

t.test('no filter selects everything', async t => {
  t.equal(idsFor().length, cases.length)
})

t.test('a name, its beginning, one transport of it', async t => {
  t.same(idsFor('refused/tcp'), ['refused/tcp'])
  t.same(idsFor('refused'), ['refused/tcp', 'refused/ipc'])
  t.same(
    idsFor('interval-zero'),
    [
      'interval-zero-lost/tcp',
      'interval-zero-lost/ipc',
      'interval-zero/tcp',
      'interval-zero/ipc',
    ].toSorted((a, b) => cases.findIndex(c => c.id === a) - cases.findIndex(c => c.id === b)),
  )
})

t.test('patterns match the whole name, over every transport or the one that is said', async t => {
  t.same(idsFor('*-silence'), ['inproc-silence/inproc'])
  t.same(idsFor('handshake'), idsFor('handshake*'))
  t.ok(idsFor('*/inproc').every(id => id.endsWith('/inproc')))
  t.same(idsFor('ref*ed/ipc'), ['refused/ipc'])
  t.same(idsFor('(*'), [], 'other signs mean themselves')
})

t.test('several filters add up, in the order of the list', async t => {
  t.same(idsFor('refused/ipc', 'handshake/tcp'), ['handshake/tcp', 'refused/ipc'])
})

t.test('an unknown name comes with those it may have meant', async t => {
  const { unknown } = selectTrials(cases, ['refusd', 'peer-closes'])
  t.equal(unknown.length, 1)
  t.match(unknown[0], { filter: 'refusd', close: ['refused'] })
  t.equal(unknown[0]?.close.length, 3)
  t.match(selectTrials(cases, ['silence']).unknown[0]?.close, ['inproc-silence'])
})

t.test('there are enough of them, each with a name of its own', async t => {
  t.equal(new Set(cases.map(({ id }) => id)).size, cases.length)
  t.ok(SCENARIOS.length >= 70, `${SCENARIOS.length} scenarios`)
  for (const { name, title } of SCENARIOS) {
    t.match(name, /^[a-z0-9-]+$/)
    t.ok(title.length > 10, name)
  }
})
