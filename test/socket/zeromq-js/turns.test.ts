// REQ and REP on both packages: a send or a receive that is out of turn waits for its turn as long as it may wait.
import { closing, failureOf, onBoth, tell } from '../../support/packages.js'

const EFSM = 'EFSM Operation cannot be accomplished in current state'

onBoth('a second request is sent when the first has its reply', async (t, zmq) => {
  const [req, rep] = [closing(t, new zmq.Request()), closing(t, new zmq.Reply())]
  await rep.bind('tcp://127.0.0.1:*')
  req.connect(rep.lastEndpoint as string)
  await req.send('a')
  const second = req.send('b')
  t.equal(String((await rep.receive())[0]), 'a')
  await rep.send('re a')
  t.equal(String((await req.receive())[0]), 're a')
  await second
  t.equal(String((await rep.receive())[0]), 'b')
})

onBoth('a receive before a request, and a reply before one', async (t, zmq) => {
  const [req, rep] = [closing(t, new zmq.Request()), closing(t, new zmq.Reply())]
  await rep.bind('tcp://127.0.0.1:*')
  req.connect(rep.lastEndpoint as string)
  const [reply, answered] = [req.receive(), rep.send('re early')]
  await req.send('a')
  t.equal(String((await rep.receive())[0]), 'a')
  await answered
  t.equal(String((await reply)[0]), 're early')
})

onBoth('and fails with EFSM when it may not wait any longer', async (t, zmq) => {
  for (const timeout of [0, 20]) {
    const req = closing(t, new zmq.Request({ sendTimeout: timeout, receiveTimeout: timeout }))
    const rep = closing(t, new zmq.Reply({ sendTimeout: timeout, receiveTimeout: timeout }))
    t.equal(tell(await failureOf(() => req.receive())), EFSM)
    t.equal(tell(await failureOf(() => rep.send('x'))), EFSM)
    const wanting = 'EAGAIN Operation was not possible or timed out'
    t.equal(tell(await failureOf(() => req.send('x'))), wanting)
    t.equal(tell(await failureOf(() => rep.receive())), wanting)
    req.connect('tcp://127.0.0.1:9')
    await req.send('x')
    t.equal(tell(await failureOf(() => req.send('y'))), EFSM)
  }
})

onBoth('and when the socket is closed', async (t, zmq) => {
  const [req, rep] = [new zmq.Request(), new zmq.Reply()]
  const failures = Promise.all([failureOf(() => req.receive()), failureOf(() => rep.send('x'))])
  const loop = failureOf(async () => {
    for await (const message of new zmq.Request({ receiveTimeout: 0 })) t.fail(String(message))
  })
  req.close()
  rep.close()
  t.strictSame((await failures).map(tell), [EFSM, EFSM])
  t.equal(tell(await loop), EFSM)
})
