// `using` and `await using`: a socket is closed at the end of a block, and its messages have lingered.
import t from 'tap'
import zeromq from 'zeromq'
import { Pull, Push, Subscriber } from '../../lib/index.js'
import { closing, freshEndpoint } from '../support/packages.js'
import { runProgram } from '../support/doc-blocks.js'
import { isSettled } from '../support/stand-in-core.js'

t.test('dispose closes a socket, and an observer; twice is once', async t => {
  const pull = new Pull()
  const { events } = pull
  events[Symbol.dispose]()
  t.equal(events.closed, true)
  pull[Symbol.dispose]()
  t.equal(pull.closed, true)
  pull[Symbol.dispose]()
  await pull[Symbol.asyncDispose]()
  await pull[Symbol.asyncDispose]()
})

t.test('asyncDispose: not before libzmq has taken what lingers', async t => {
  const pull = closing(t, new zeromq.Pull())
  await pull.bind('tcp://127.0.0.1:*')
  const endpoint = pull.lastEndpoint ?? ''
  const push = new Push()
  push.connect(endpoint)
  for (const part of ['a', 'b', 'c']) await push.send(part)
  const ended = push[Symbol.asyncDispose]()
  t.equal(push.closed, true)
  t.equal(await isSettled(ended), false)
  await Promise.all([ended, push[Symbol.asyncDispose]()])
  for (const part of ['a', 'b', 'c']) t.equal(String(await pull.receive()), part)
})

t.test('asyncDispose: at once with linger 0, after the linger with nobody there', async t => {
  for (const linger of [0, 30]) {
    const push = new Push({ linger })
    push.connect('tcp://127.0.0.1:9')
    await push.send('nobody')
    const start = performance.now()
    await push[Symbol.asyncDispose]()
    const took = performance.now() - start
    t.ok(linger === 0 ? took < 1000 : took >= linger - 1, `${linger}: ${took} ms`)
  }
})

t.test('asyncDispose while a bind is under way: after it', async t => {
  const pull = new Pull()
  const binding = pull.bind(freshEndpoint(t, 'tcp'))
  const ended = pull[Symbol.asyncDispose]()
  t.equal(pull.closed, false)
  await binding
  await ended
  t.equal(pull.closed, true)
})

t.test('a socket of a class of its own', async t => {
  const closed: string[] = []
  class Own extends Subscriber {
    override close(): void {
      closed.push('own')
      super.close()
    }
  }
  const own = new Own()
  own[Symbol.dispose]()
  t.same(closed, ['own'])
})

t.test('the process waits for an await using, and for nothing after it', async t => {
  const program = `
    import { Pull, Push } from 'rawzmq'
    {
      await using pull = new Pull()
      await pull.bind('tcp://127.0.0.1:*')
      await using push = new Push({ linger: 1000 })
      push.connect(pull.lastEndpoint)
      await push.send('hello')
      using events = pull.events
      console.log(String(await pull.receive()), pull.closed)
    }
    console.log('done')`
  const { exitCode, stdout, stderr } = await runProgram(program)
  t.equal(exitCode, 0, stderr)
  t.equal(stdout, 'hello false\ndone\n')
})
