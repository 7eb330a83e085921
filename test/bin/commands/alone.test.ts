// `rawzmq consumer` and `rawzmq producer` alone: each in its own process, as on several machines.
import t from 'tap'
import { resultOf, start } from '../../support/program.js'

const NOWHERE = 'tcp://127.0.0.1:1'

t.setTimeout(600_000)

t.test('a producer and two consumers, started by hand, in text', async t => {
  const quick = ['--timeout', '0', '--interval', '0', '--times', '3', '--id', '7']
  const bind = ['--bind', 'tcp://127.0.0.1:*', '--consumers', '2']
  const producer = start(t, ['producer', ...bind, ...quick])
  const [, endpoint = ''] = await producer.found(/^bound to (.*)$/m)
  const consumers = [1, 2].map(id =>
    start(t, [
      'consumer',
      '--connect',
      endpoint,
      '--id',
      String(id),
      '--work',
      '0',
      '--timeout',
      '0',
    ]),
  )
  const received = await Promise.all(
    consumers.map(async ({ ended }, index) => {
      const { code, stdout, stderr } = await ended
      t.equal(code, 0, stderr)
      const id = index + 1
      t.match(stdout, new RegExp(`^\\[ \\d+\\.\\d{3} \\]: Consumer ${id} start\\n`))
      t.match(stdout, new RegExp(`\\]: Consumer ${id} stop\\n$`))
      t.match(
        stderr,
        new RegExp(`^consumer ${id} stopped: [12] messages?, 1 Quit in .*engine ours`),
      )
      return [...stdout.matchAll(/recv: (Data.*)/g)].map(([, text]) => text)
    }),
  )
  t.strictSame(received.flat().toSorted(), ['Data-007-000', 'Data-007-001', 'Data-007-002'])
  const { code, stdout, stderr } = await producer.ended
  t.equal(code, 0, stderr)
  t.match(stdout, /\]: Producer 7 setup\n(.*\n)*.*\]: Producer 7 stop\n$/)
  t.match(stderr, 'producer stopped: 3 messages and 2 Quits sent')
})

t.test('a consumer whose producer is not there', async t => {
  const args = ['consumer', '--connect', NOWHERE, '--timeout', '200', '--json']
  const ending = await start(t, args).ended
  t.equal(ending.code, 3)
  t.match(resultOf(ending), { outcome: 'timed-out', code: 'ERR_NO_MESSAGE', received: [] })
  t.match(ending.stderr, `rawzmq: consumer 1: no message came from ${NOWHERE} for 200 ms`)
})

t.test('a consumer whose endpoint is none', async t => {
  const ending = await start(t, ['consumer', '--connect', 'tcp://127.0.0.1:x', '--json']).ended
  t.equal(ending.code, 2)
  t.match(resultOf(ending), { outcome: 'failed', code: 'EINVAL' })
  t.equal(
    ending.stderr,
    'rawzmq: consumer 1: cannot connect to tcp://127.0.0.1:x: Invalid argument (EINVAL); ' +
      'that is no endpoint to connect to\n',
  )
})

t.test('Ctrl-C ends a consumer', async t => {
  const consumer = start(t, ['consumer', '--connect', NOWHERE, '--timeout', '0'])
  await consumer.found(/Consumer 1 start/)
  consumer.child.kill('SIGINT')
  const { code, stderr } = await consumer.ended
  t.equal(code, 130)
  t.match(stderr, 'consumer 1 aborted: 0 messages, 0 Quits')
})

t.test('a closed stdin ends a consumer only if that was asked for', async t => {
  const tied = ['consumer', '--connect', NOWHERE, '--leave-with-stdin', '--json']
  const consumer = start(t, tied)
  consumer.child.stdin?.end()
  const ending = await consumer.ended
  t.equal(ending.code, 3)
  t.match(resultOf(ending), { outcome: 'failed', code: 'ERR_PARENT_GONE' })
  t.match(ending.stderr, 'consumer 1: the process that started it has ended (its stdin is closed)')
  const free = start(t, ['consumer', '--connect', NOWHERE, '--timeout', '300'])
  free.child.stdin?.end()
  t.equal((await free.ended).code, 3)
  t.match(free.stderr, 'no message came')
})

t.test('a consumer that is asked to leave', async t => {
  const consumer = start(t, ['consumer', '--connect', NOWHERE, '--leave-with-stdin', '--json'])
  consumer.child.stdin?.write('stop\n')
  const ending = await consumer.ended
  t.equal(ending.code, 130)
  t.equal(ending.stderr, '')
  t.match(resultOf(ending), { outcome: 'aborted' })
})

t.test('a producer whose consumers do not come', async t => {
  const args = ['producer', '--bind', 'tcp://127.0.0.1:*', '--timeout', '200', '--json']
  const ending = await start(t, args).ended
  t.equal(ending.code, 3)
  t.match(resultOf(ending), { outcome: 'timed-out', code: 'ERR_CONSUMERS_MISSING', sent: 0 })
  t.match(ending.stderr, '4 of 4 consumers did not come within 200 ms: nobody connected')
})

t.test('Ctrl-C ends a producer', async t => {
  const producer = start(t, ['producer', '--bind', 'tcp://127.0.0.1:*', '--timeout', '0'])
  await producer.found(/bound to/)
  producer.child.kill('SIGINT')
  const { code, stderr } = await producer.ended
  t.equal(code, 130)
  t.match(stderr, /^rawzmq: aborted while waiting$/m)
})

t.test('a producer whose port is taken', async t => {
  const first = start(t, ['producer', '--bind', 'tcp://127.0.0.1:*', '--timeout', '0'])
  const [, endpoint = ''] = await first.found(/^bound to (.*)$/m)
  for (const engine of ['typescript', 'native']) {
    const ending = await start(t, ['producer', '--bind', endpoint, '--engine', engine]).ended
    t.equal(ending.code, 1)
    t.match(ending.stderr, `rawzmq: cannot bind ${endpoint}: Address already in use (EADDRINUSE)`)
  }
  first.child.kill('SIGTERM')
  t.equal((await first.ended).code, 130)
})
