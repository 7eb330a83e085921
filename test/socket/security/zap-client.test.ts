// What a ZAP handler is asked, and what its answers do. libzmq, asked through zeromq.js, says what is right; only the
// address of an ipc peer is another: libzmq gives the ids of its process, which Node cannot see.
import t from 'tap'
import * as rawzmq from '../../../lib/index.js'
import type { InprocPeer } from '../../../lib/socket/host.js'
import { hasZapHandler } from '../../../lib/socket/security/zap-client.js'
import { InprocNames } from '../../../lib/transport/inproc.js'
import { decodeZ85 } from '../../../lib/zmtp/z85.js'
import { closing, onBoth } from '../../support/packages.js'
import { admit, SIDES, zapHandler, type MechanismName } from '../../support/security.js'

for (const mechanism of Object.keys(SIDES) as MechanismName[]) {
  for (const type of ['REP', 'ROUTER'] as const) {
    onBoth(`${mechanism}: the request, to a ${type}`, async (t, zmq) => {
      const context = new zmq.Context()
      const handler = await zapHandler(t, zmq, context, admit, type)
      const { server, client } = SIDES[mechanism]
      const router = closing(
        t,
        new zmq.Router({
          ...server,
          context,
          linger: 0,
          receiveTimeout: 5000,
          routingId: 'server',
        }),
      )
      const dealer = closing(t, new zmq.Dealer({ ...client, linger: 0 }))
      await router.bind('tcp://127.0.0.1:*')
      dealer.connect(router.lastEndpoint as string)
      await dealer.send('hi')
      await router.receive()
      const credentials = {
        NULL: [],
        PLAIN: ['admin', 'secret'],
        CURVE: [decodeZ85(SIDES.CURVE.client.curvePublicKey)?.toString('latin1')],
      }
      t.same(handler.requests, [
        ['1.0', '1', 'global', '127.0.0.1', 'server', mechanism, ...credentials[mechanism]],
      ])
    })
  }
}

onBoth('a handler of another context is none', async (t, zmq) => {
  await zapHandler(t, zmq, new zmq.Context(), () => ['1.0', '1', '400', 'no', '', ''])
  const context = new zmq.Context()
  const { server, client } = SIDES.CURVE
  const pull = closing(t, new zmq.Pull({ ...server, context, linger: 0, receiveTimeout: 5000 }))
  const push = closing(t, new zmq.Push({ ...client, linger: 0 }))
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint as string)
  await push.send('hi')
  t.same(String(await pull.receive()), 'hi')
})

onBoth('whoever is refused is told so; others come in', async (t, zmq) => {
  const context = new zmq.Context()
  let isOpen = false
  await zapHandler(t, zmq, context, id => (isOpen ? admit(id) : ['1.0', id, '400', 'no', '', '']))
  const { server, client } = SIDES.PLAIN
  const pull = closing(t, new zmq.Pull({ ...server, context, linger: 0, receiveTimeout: 5000 }))
  await pull.bind('tcp://127.0.0.1:*')
  const refused = closing(t, new zmq.Push({ ...client, linger: 0 }))
  const told = new Promise<{ status?: number }>(resolve => {
    refused.events.on('handshake:error:auth', ({ error }) => resolve(error))
  })
  refused.connect(pull.lastEndpoint as string)
  t.equal((await told).status, 400)
  isOpen = true
  const push = closing(t, new zmq.Push({ ...client, linger: 0 }))
  push.connect(pull.lastEndpoint as string)
  await push.send('hi')
  t.same(String(await pull.receive()), 'hi')
})

t.test('a question whose peer has gone is not answered to anybody', async t => {
  const context = new rawzmq.Context()
  const handler = closing(t, new rawzmq.Router({ context, linger: 0, receiveTimeout: 5000 }))
  await handler.bind('inproc://zeromq.zap.01')
  const { server, client } = SIDES.PLAIN
  const pull = closing(t, new rawzmq.Pull({ ...server, context, linger: 0 }))
  await pull.bind('tcp://127.0.0.1:*')
  const events: string[] = []
  for (const type of ['handshake', 'handshake:error:other'] as const) {
    pull.events.on(type, event => events.push(event.type))
  }
  const push = new rawzmq.Push({ ...client, linger: 0 })
  push.connect(pull.lastEndpoint as string)
  const [name, , , id] = (await handler.receive()) as [Buffer, Buffer, Buffer, Buffer]
  const gone = new Promise(resolve => {
    pull.events.on('disconnect', resolve)
  })
  push.close()
  await gone
  await handler.send([name, '', ...admit(id)])
  t.same(events, ['handshake:error:other'])
})

t.test('names without a handler', async t => {
  const names = new InprocNames<InprocPeer>()
  t.equal(hasZapHandler(names), false)
  names.bind('zeromq.zap.01', () => {})
  t.equal(hasZapHandler(names), true)
})
