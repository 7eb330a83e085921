// A thousand real connections open a gate, share the work, and are sent home, each with one Quit.
import t from 'tap'
import { gatedProducer } from '../../../lib/gate/index.js'
import { Context, Pull, Push } from '../../../lib/index.js'

const CONSUMERS = 1000
const MESSAGES = 3 * CONSUMERS

t.test('a thousand consumers', async t => {
  const context = new Context({ maxSockets: CONSUMERS + 10 })
  // The backlog takes all that connect before the first is accepted.
  const push = new Push({ context, linger: 0, backlog: CONSUMERS })
  t.teardown(() => push.close())

  async function consume(endpoint: string): Promise<string[]> {
    const pull = new Pull({ context, linger: 0 })
    pull.connect(endpoint)
    const got: string[] = []
    while (got.at(-1) !== 'Quit') got.push(String((await pull.receive())[0]))
    pull.close()
    return got
  }

  const consumers: Promise<string[]>[] = []
  let opened = 0
  const result = await gatedProducer(
    push,
    {
      endpoint: 'tcp://127.0.0.1:*',
      consumers: CONSUMERS,
      timeoutMs: 60_000,
      onBound: endpoint => {
        for (let id = 0; id < CONSUMERS; id++) consumers.push(consume(endpoint))
      },
      notice: ({ kind, counted }) => {
        if (kind === 'accepted') opened = counted
      },
    },
    function* () {
      t.equal(opened, CONSUMERS, 'not before the last is ready')
      for (let index = 0; index < MESSAGES; index++) yield `message ${index}`
    },
  )
  t.match(result, {
    outcome: 'stopped',
    sent: MESSAGES,
    quits: CONSUMERS,
    lost: 0,
    losses: { unsent: 0, unprocessed: 0 },
    isInferred: false,
  })
  t.equal(result.code, undefined)
  t.equal(result.peers.length, CONSUMERS)
  t.ok(result.peers.every(({ fate, messages }) => fate === 'quit' && messages === 3))
  const got = await Promise.all(consumers)
  t.ok(got.every(list => list.length === 4))
  t.equal(new Set(got.flat()).size, MESSAGES + 1, 'each message once')
})
