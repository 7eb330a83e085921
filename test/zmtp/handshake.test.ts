// A handshake whose commands cost much computing: they are taken when the listener says so, one at a time.
import t from 'tap'
import { Connection } from '../../lib/zmtp/connection.js'
import type { Mechanism, MechanismStep } from '../../lib/zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { encodeMetadata } from '../../lib/zmtp/metadata.js'
import { hex, NULL_GREETING } from '../support/bytes.js'
import { connectionSettings } from '../support/drive.js'

const READY = hex('04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"')
const MESSAGE = hex('00 01 "a"')

function world() {
  const given = { mayCompute: false }
  const told: string[] = []
  const inner = nullMechanism(encodeMetadata([['Socket-Type', 'PUSH']]))
  const mechanism: Mechanism = {
    name: inner.name,
    asServer: inner.asServer,
    isCostly: true,
    start: () => inner.start(),
    receive(body): MechanismStep {
      told.push('computes')
      return inner.receive(body)
    },
    answered: verdict => inner.answered(verdict),
  }
  const connection = new Connection(connectionSettings({ socketType: 'PUSH', mechanism }), {
    ready: () => void told.push('ready'),
    mayCompute: () => given.mayCompute,
    computed: () => void told.push('computed'),
    message: parts => told.push(String(parts)) > 0,
  })
  connection.start(0)
  return { given, told, connection }
}

t.test('a command waits until the listener has time, and all behind it', async t => {
  const { told, connection } = world()
  connection.receive(Buffer.concat([NULL_GREETING, READY]), 0)
  t.strictSame([connection.state, connection.isPaused], ['handshake', true])
  connection.receive(MESSAGE, 0)
  t.strictSame(told, [])
  connection.resume(1)
  t.strictSame(told, ['computes', 'computed', 'ready', 'a'])
  t.strictSame([connection.state, connection.isPaused], ['traffic', false])
})

t.test('it does not wait where there is time', async t => {
  const { given, told, connection } = world()
  given.mayCompute = true
  connection.receive(Buffer.concat([NULL_GREETING, READY, MESSAGE]), 0)
  t.strictSame(told, ['computes', 'computed', 'ready', 'a'])
})

t.test('what is wrong has been computed, too', async t => {
  const { told, connection } = world()
  connection.receive(Buffer.concat([NULL_GREETING, hex('04 06 05 "HELLO"')]), 0)
  connection.resume(1)
  t.strictSame(told, ['computes', 'computed'])
  t.equal(connection.failure?.kind, 'protocol')
  connection.resume(2)
  t.equal(told.length, 2)
})

t.test('the time for the handshake is over for one who waits, as in libzmq', async t => {
  const { told, connection } = world()
  connection.receive(Buffer.concat([NULL_GREETING, READY]), 0)
  connection.tick(30_000)
  t.equal(connection.failure?.kind, 'silent')
  connection.resume(30_001)
  t.strictSame(told, [])
})
