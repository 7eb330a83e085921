import t from 'tap'
import { Context, Pair } from '../../lib/index.js'
import { contextCoreOf, socketCoreOf } from '../../lib/socket/registry.js'

t.test('from public objects to their cores', async t => {
  const context = new Context()
  const pair = new Pair({ context })
  t.equal(socketCoreOf(pair).type, 'PAIR')
  t.equal(socketCoreOf(pair).context, contextCoreOf(context))
  for (const stranger of [{}, undefined, null, 5, 'x', Object.create(pair)]) {
    t.throws(() => socketCoreOf(stranger), { message: 'Socket must be a socket object' })
    t.throws(() => contextCoreOf(stranger), { code: 'EINVAL' })
  }
  pair.close()
})
