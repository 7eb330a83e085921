// A session whose handshake waits for its turn (handshake-turns.ts): the stream is not read on, and who leaves meanwhile
// costs nothing.
import t from 'tap'
import { ZmtpSession, type SessionOwner } from '../../../lib/socket/links/session.js'
import { PULL_HELLO, settle } from '../../support/link-world.js'
import { ScriptedStream } from '../../support/scripted-stream.js'
import { StandInHost } from '../../support/stand-in-host.js'

const COMPUTED_MS = 3
const NOTHING = (): void => {}

/** A session whose mechanism computes much, in a context that has used all its time. */
function world(handshakeInterval = 30_000) {
  const host = new StandInHost()
  host.options.handshakeInterval = handshakeInterval
  const settings = host.connectionSettings.bind(host)
  host.connectionSettings = () => {
    const given = settings()
    return { ...given, mechanism: { ...given.mechanism, isCostly: true } }
  }
  const { handshakeTurns: turns } = host
  for (
    let waits = turns.begin('', NOTHING);
    waits === undefined;
    waits = turns.begin('', NOTHING)
  ) {
    host.clock.advance(COMPUTED_MS)
    turns.done()
  }
  const stream = new ScriptedStream()
  const told: string[] = []
  const owner: SessionOwner = {
    place: 'bind',
    settings: host,
    pipeFor: () => host.newPipe(),
    lost: (_session, { kind }) => void told.push(`lost: ${kind}`),
    closed: () => void told.push('closed'),
    replaced: () => void told.push('replaced'),
  }
  const session = new ZmtpSession(host, owner, stream, 'tcp://the-peer:1')
  session.start()
  stream.feed(PULL_HELLO)
  return { host, stream, session, told }
}

t.test('it waits, is read no further, and goes on when it has its turn', async t => {
  const { host, stream } = world()
  t.strictSame(host.told, [])
  stream.feed('00 01 "a"')
  t.equal(stream.script.isPaused(), true)
  host.clock.advance(10)
  await settle()
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
  t.equal(stream.script.isPaused(), false)
})

t.test('the time for the handshake goes on while it waits', async t => {
  const { host, told } = world(1)
  host.clock.advance(1)
  t.strictSame(host.told, ['HANDSHAKE_FAILED_NO_DETAIL 11', 'DISCONNECTED 7'])
  t.strictSame(told, ['lost: silent'])
  host.clock.advance(10)
  t.equal(host.told.length, 2)
})

t.test('a peer that leaves while it waits has left at once', async t => {
  const { host, stream } = world()
  await stream.end()
  t.strictSame(host.told, ['HANDSHAKE_FAILED_NO_DETAIL 32', 'DISCONNECTED 7'])
  host.clock.advance(10)
  t.equal(host.told.length, 2)
})

t.test('it is closed while it waits', async t => {
  const { host, session } = world()
  session.takeIn()
  session.destroy()
  host.clock.advance(10)
  await settle()
  t.strictSame(host.told, [])
})
