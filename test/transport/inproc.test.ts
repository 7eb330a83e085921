// The names of inproc: who meets whom, in which order, and what a name allows.
import t from 'tap'
import { InprocNames } from '../../lib/transport/inproc.js'

t.test('bound first: each who connects is accepted at once', async t => {
  const names = new InprocNames<string>()
  const met: string[] = []
  names.bind('a', peer => void met.push(peer))
  names.connect('a', 'one')
  t.same(met, ['one'])
  names.connect('b', 'other')
  names.connect('a', 'two')
  t.same(met, ['one', 'two'], 'another name is another place')
})

t.test('connected first: all who wait are accepted by the bind, in their order', async t => {
  const names = new InprocNames<string>()
  for (const peer of ['one', 'two', 'three']) names.connect('a', peer)
  names.cancel('a', 'two')
  const met: string[] = []
  names.bind('a', peer => void met.push(peer))
  t.same(met, ['one', 'three'])
  names.unbind('a')
  names.bind('a', peer => void met.push(`${peer} again`))
  t.same(met, ['one', 'three'], 'nobody is met twice')
})

t.test('a name is bound once, and free again after unbind', async t => {
  const names = new InprocNames<string>()
  names.bind('a', () => {})
  t.throws(() => names.bind('a', () => {}), { code: 'EADDRINUSE', address: 'inproc://a' })
  t.equal(names.unbind('a'), true)
  t.equal(names.unbind('a'), false)
  const met: string[] = []
  names.connect('a', 'late')
  names.bind('a', peer => void met.push(peer))
  t.same(met, ['late'])
})

t.test('what is taken back is not met; taking back nothing is harmless', async t => {
  const names = new InprocNames<string>()
  names.cancel('a', 'nobody')
  names.connect('a', 'one')
  names.cancel('a', 'one')
  names.bind('a', () => t.fail('nobody waits'))
})
