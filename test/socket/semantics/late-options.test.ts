// An option that is set after a bind or a connect is for the next one (zmq_setsockopt(3)): above all what says who may
// come in, which must not open, or close, an endpoint that is there already.
import type { Test } from 'tap'
import { curveKeyPair } from '../../../lib/index.js'
import { closing, onBoth, type Zmq } from '../../support/packages.js'
import { SIDES, zapHandler } from '../../support/security.js'

type Options = Record<string, unknown>

const PATIENCE = { linger: 0, reconnectInterval: 10 }

/** A fresh context with a PULL, and PUSHes in it that connect. */
function sockets(t: Test, zmq: Zmq) {
  const context = new zmq.Context()
  const pull = (options: Options) =>
    closing(t, new zmq.Pull({ context, ...PATIENCE, receiveTimeout: 5000, ...options } as object))
  const push = (endpoint: string, options: Options) => {
    const socket = closing(
      t,
      new zmq.Push({ context, ...PATIENCE, sendTimeout: 5000, ...options } as object),
    )
    socket.connect(endpoint)
    return socket
  }
  return { context, pull, push }
}

/** True if a new client's handshake succeeds. */
async function isLetIn(t: Test, zmq: Zmq, endpoint: string, options: Options): Promise<boolean> {
  const push = closing(t, new zmq.Push({ ...PATIENCE, ...options } as object))
  const { events } = push
  push.connect(endpoint)
  let told = ''
  for await (const event of events) {
    told = event.type
    if (told.startsWith('handshake')) break
  }
  push.close()
  return told === 'handshake'
}

async function until(socket: InstanceType<Zmq['Socket']>, type: string): Promise<void> {
  for await (const event of socket.events) if (event.type === type) return
}

async function passes(t: Test, from: { send(text: string): Promise<void> }, to: Readable) {
  await from.send('hello')
  t.same((await to.receive()).map(String), ['hello'])
}

interface Readable {
  receive(): Promise<Buffer[]>
}

onBoth('security that is turned off stays on where it was bound', async (t, zmq) => {
  const { context, pull, push } = sockets(t, zmq)
  await zapHandler(t, zmq, context)
  const server = pull(SIDES.PLAIN.server)
  await server.bind('tcp://127.0.0.1:*')
  const guarded = server.lastEndpoint as string
  server.plainServer = false
  await server.bind('tcp://127.0.0.1:*')
  const open = server.lastEndpoint as string

  t.notOk(await isLetIn(t, zmq, guarded, {}))
  await passes(t, push(guarded, SIDES.PLAIN.client), server)
  await passes(t, push(open, {}), server)
})

onBoth('a CURVE server that gets another key has the first where it was bound', async (t, zmq) => {
  const { pull, push } = sockets(t, zmq)
  const { publicKey, secretKey } = curveKeyPair()
  const server = pull({ curveServer: true, curveSecretKey: SIDES.CURVE.server.curveSecretKey })
  await server.bind('tcp://127.0.0.1:*')
  const first = server.lastEndpoint as string
  server.curveSecretKey = secretKey
  await server.bind('tcp://127.0.0.1:*')
  const second = server.lastEndpoint as string

  const other = { ...SIDES.CURVE.client, curveServerKey: publicKey }
  await passes(t, push(first, SIDES.CURVE.client), server)
  await passes(t, push(second, other), server)
  await server.unbind(first)
  await passes(t, push(second, other), server)
})

onBoth('a client that comes again says the name that it connected with', async (t, zmq) => {
  const { context, pull, push } = sockets(t, zmq)
  const { requests } = await zapHandler(t, zmq, context)
  const first = pull(SIDES.PLAIN.server)
  await first.bind('tcp://127.0.0.1:*')
  const endpoint = first.lastEndpoint as string
  const client = push(endpoint, SIDES.PLAIN.client)
  await passes(t, client, first)
  client.plainUsername = 'other'
  client.plainPassword = 'another'
  const ends = [until(first, 'end'), until(client, 'disconnect')]
  first.close()
  // Now its port is free, and what is sent is for the next connection.
  await Promise.all(ends)
  const second = pull(SIDES.PLAIN.server)
  await second.bind(endpoint)
  await passes(t, client, second)
  const credentials = requests.map(request => request.slice(5))
  t.same(credentials, [
    ['PLAIN', 'admin', 'secret'],
    ['PLAIN', 'admin', 'secret'],
  ])
})

onBoth('a bind judges by the domain that it was made with', async (t, zmq) => {
  const { context, pull, push } = sockets(t, zmq)
  const { requests } = await zapHandler(t, zmq, context)
  const server = pull({ zapDomain: 'before' })
  await server.bind('tcp://127.0.0.1:*')
  server.zapDomain = 'after'
  await passes(t, push(server.lastEndpoint as string, {}), server)
  t.same(
    requests.map(([, , domain]) => domain),
    ['before'],
  )
})
