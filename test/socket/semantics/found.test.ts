// Where libzmq is not followed, as the random programs found it (test/search/programs): each on both packages.
import t, { type Test } from 'tap'
import { closing, freshEndpoint, PACKAGES, type Zmq } from '../../support/packages.js'

const PATIENCE = { linger: 0, receiveTimeout: 10_000, reconnectInterval: 10 }

/** Runs a body on both packages, with what it must come to on each. */
function onEach<T>(
  title: string,
  expected: readonly [native: T, ours: T],
  body: (t: Test, zmq: Zmq) => Promise<T>,
) {
  for (const [index, [name, zmq]] of PACKAGES.entries()) {
    t.test(`${name}: ${title}`, async t => t.strictSame(await body(t, zmq), expected[index]))
  }
}

/** Calls until that is no longer refused with this code. */
async function until(code: string, act: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== code) throw error
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
}

onEach('a ROUTER that has connected, and who binds there next', ['one', 'two'], async (t, zmq) => {
  const router = closing(t, new zmq.Router({ ...PATIENCE, mandatory: true }))
  const first = closing(t, new zmq.Dealer({ ...PATIENCE, routingId: 'one' }))
  await first.bind(freshEndpoint(t, 'tcp'))
  const endpoint = String(first.lastEndpoint)
  router.connect(endpoint)
  await until('EHOSTUNREACH', () => router.send(['one', 'hello']))
  t.same((await first.receive()).map(String), ['hello'])
  first.close()
  const second = closing(t, new zmq.Dealer({ ...PATIENCE, routingId: 'two' }))
  await until('EADDRINUSE', () => second.bind(endpoint))
  await second.send('here')
  const [name = '', text] = await router.receive()
  t.equal(String(text), 'here')
  await router.send([name, 'and back'])
  t.same((await second.receive()).map(String), ['and back'])
  return String(name)
})

onEach('a mark that is set while an inproc connect waits', [1001, 1], async (t, zmq) => {
  const push = closing(t, new zmq.Push({ linger: 0, sendTimeout: 0 }))
  push.connect(freshEndpoint(t, 'inproc'))
  push.sendHighWaterMark = 1
  let count = 0
  const refused = async (): Promise<NodeJS.ErrnoException> => {
    for (; ; count++) {
      try {
        await push.send('m')
      } catch (error) {
        return error as NodeJS.ErrnoException
      }
    }
  }
  t.equal((await refused()).code, 'EAGAIN')
  return count
})
