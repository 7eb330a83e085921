// Processes of other implementations in a gated run beside ours: consumers of zeromq.js and of pyzmq under
// our producer, our consumers under libzmq's.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { checkDelivery } from '../../lib/gate/article/sequence.js'
import { resultOf, start, startOther, type Program } from '../support/program.js'

/** Debian's, which has the package python3-zmq; not one of a version manager's. */
const PYTHON = '/usr/bin/python3'
const PYTHON_CONSUMER = 'test/interop/consumer.py'
const ZEROMQ_CONSUMER = fileURLToPath(new URL('zeromq-consumer.js', import.meta.url))
const ZEROMQ_PRODUCER = fileURLToPath(new URL('zeromq-producer.js', import.meta.url))

const TIMES = 12
const QUICK = ['--timeout', '0', '--interval', '0', '--times', String(TIMES), '--json']

t.setTimeout(600_000)

type Start = (t: Test, endpoint: string) => Program

const ours: Start = (t, endpoint) =>
  start(t, ['consumer', '--connect', endpoint, '--work', '0', '--timeout', '0', '--json'])
const oursNative: Start = (t, endpoint) =>
  start(t, [
    'consumer',
    '--connect',
    endpoint,
    '--work',
    '0',
    '--timeout',
    '0',
    '--engine',
    'native',
    '--json',
  ])
const zeromq: Start = (t, endpoint) => startOther(t, [process.execPath, ZEROMQ_CONSUMER, endpoint])
const python: Start = (t, endpoint) => startOther(t, [PYTHON, PYTHON_CONSUMER, endpoint])

/** What a consumer received, whichever it is: ours says it in its result, others in lines. */
async function receivedBy(t: Test, program: Program): Promise<string[]> {
  const ending = await program.ended
  t.equal(ending.code, 0, ending.stderr)
  if (ending.stdout.startsWith('{')) return resultOf(ending)['received'] as string[]
  return ending.stdout.split('\n').slice(0, -1)
}

/** That every consumer got the same share, in order, and one Quit; and nothing is lost. */
async function expectShares(t: Test, programs: readonly Program[]): Promise<void> {
  const all = await Promise.all(programs.map(program => receivedBy(t, program)))
  const share = TIMES / programs.length
  for (const received of all) {
    t.equal(received.length, share + 1)
    t.equal(received.at(-1), 'Quit')
    t.strictSame(received.slice(0, -1), received.slice(0, -1).toSorted())
  }
  const { missing, duplicates } = checkDelivery(
    TIMES,
    all.map((received, index) => ({ id: index + 1, received })),
  )
  t.strictSame({ missing, duplicates }, { missing: [], duplicates: [] })
}

async function underOurProducer(t: Test, engine: string, starts: readonly Start[]): Promise<void> {
  const consumers = String(starts.length)
  const bind = ['--bind', 'tcp://127.0.0.1:*', '--consumers', consumers, '--engine', engine]
  const producer = start(t, ['producer', ...bind, ...QUICK])
  const { endpoint } = await producer.row({ type: 'bound' })
  const programs = starts.map(begin => begin(t, String(endpoint)))
  await expectShares(t, programs)
  const ending = await producer.ended
  t.equal(ending.code, 0, ending.stderr)
  const count = starts.length
  t.match(resultOf(ending), {
    outcome: 'stopped',
    sent: TIMES,
    quits: count,
    events: { ACCEPTED: count, HANDSHAKE_SUCCEEDED: count, DISCONNECTED: count },
    peers: starts.map(() => ({ fate: 'quit' })),
  })
}

t.test('zeromq.js and ours, under our producer', t =>
  underOurProducer(t, 'typescript', [ours, zeromq, oursNative, zeromq]),
)

t.test('zeromq.js and ours, under libzmq', t =>
  underOurProducer(t, 'native', [ours, zeromq, oursNative, ours]),
)

const missing = whyNoPython()
t.test('pyzmq, zeromq.js and ours, under our producer', { skip: missing }, t =>
  underOurProducer(t, 'typescript', [python, ours, zeromq, python]),
)

t.test('ours, under a producer of zeromq.js', async t => {
  const producer = startOther(t, [process.execPath, ZEROMQ_PRODUCER, '4', String(TIMES)])
  const [endpoint] = await producer.found(/tcp:.*(?=\n)/)
  await expectShares(
    t,
    [ours, ours, oursNative, ours].map(begin => begin(t, endpoint)),
  )
  const { code, stderr } = await producer.ended
  t.equal(code, 0, stderr)
})

/** Why the Python consumer cannot run here; false if it can. */
function whyNoPython(): string | false {
  const { status } = spawnSync(PYTHON, ['-c', 'import zmq'])
  return status === 0 ? false : `${PYTHON} with Debian's package python3-zmq is not here`
}
