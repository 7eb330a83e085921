// The tour of the house: one message and one event, from the socket's call to the wire and from a chunk of
// bytes to the gate. Each step names the file that does it; what a step says is what it really gives.
import t from 'tap'
import { gatedProducer, type RecordedRow } from '../lib/gate/index.js'
import { Push } from '../lib/index.js'
import { decodeMonitorEvent } from '../lib/monitor/codec.js'
import { connectRawPeer, type RawPeer } from '../lib/raw/peer.js'
import { hex, NULL_GREETING } from './support/bytes.js'

/** What a PULL says, by hand (RFC 37): its READY, behind the greeting that all send. */
const PULL_READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'
const PUSH_READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'

t.test('a message goes out, an event comes in', async t => {
  const rows: RecordedRow[] = []
  let pull: Promise<RawPeer> | undefined

  // 1. The user makes a socket: lib/socket/types/push.ts, a thin shell; lib/socket/core.ts is the socket itself.
  const push = new Push({ linger: 0 })

  // 2. A call that binds, watches, waits, sends: lib/gate/run/gated-producer.ts and gated-run.ts. The bind
  //    goes through lib/socket/links/acceptor.ts to lib/transport/listen.ts, where node:net begins.
  const run = gatedProducer(
    push,
    {
      endpoint: 'tcp://127.0.0.1:*',
      consumers: 1,
      onBound: endpoint => {
        pull = beAPull(endpoint)
      },
      record: row => rows.push(row),
    },
    () => ['hello'],
  )
  const result = await run
  const peer = await (pull as Promise<RawPeer> | undefined)
  push.close()
  peer?.close()

  /** The other side, made of bytes alone: lib/raw/peer.ts. */
  async function beAPull(endpoint: string): Promise<RawPeer> {
    const wire = await connectRawPeer(endpoint)
    // 3. Whoever is accepted is greeted: lib/zmtp/greeting.ts makes the octets, lib/transport/link.ts writes
    //    them. The signature comes first, the rest when the other's shows which version it speaks.
    t.equal(await wire.read(10), hex('ff 00*7 01 7f').toString('hex'), 'the signature')
    wire.send(NULL_GREETING.toString('hex'))
    t.equal(
      await wire.read(54),
      NULL_GREETING.toString('hex').slice(20),
      'the rest of the greeting',
    )
    // 4. lib/zmtp/connection.ts, a pure machine, has taken our greeting and answers with its READY.
    t.equal(await wire.read(28), hex(PUSH_READY).toString('hex'), 'READY')
    // 5. Ours ends the handshake. The link tells its session (lib/socket/links/session.ts), the session makes
    //    the pipe and tells the monitor (lib/socket/monitor/monitoring.ts).
    wire.send(PULL_READY)
    // 6. The gate is open, so the work is sent: push → core → pattern → pipe → session → link, where
    //    lib/zmtp's encoder makes one frame of it: flags, size, body.
    t.equal(await wire.read(7), hex('00 05 "hello"').toString('hex'), 'the message')
    // 7. The work is done, so each consumer is told to leave.
    t.equal(await wire.read(6), hex('00 04 "Quit"').toString('hex'), 'its Quit')
    wire.end()
    return wire
  }

  // 8. The same from inside. Each event is a message of a PAIR: parts, as lib/monitor/codec.ts makes and
  //    reads them. lib/gate/run/monitor-feed.ts reads one whenever the gate asks.
  const events = rows.flatMap(row =>
    row.kind === 'monitor' ? [decodeMonitorEvent(row.parts)] : [],
  )
  t.strictSame(
    events.map(({ name }) => name),
    ['LISTENING', 'ACCEPTED', 'HANDSHAKE_SUCCEEDED', 'DISCONNECTED'],
  )
  const parts = rows.find(row => row.kind === 'monitor')?.parts.map(part => part.toString('hex'))
  t.equal(parts?.[0], hex('0800000000000000').toString('hex'), 'LISTENING is 0x0008, as 64 bits')

  // 9. What an event means is decided by a table, lib/gate/machine/gate.ts, without time or network: each
  //    input gives a new phase and effects, which the run carries out.
  const decisions = rows.flatMap(row => {
    if (row.kind !== 'gate') return []
    const { input, phase, effects } = row
    const what = input.kind === 'event' ? input.event : input.kind
    return [`${what} -> ${phase}: ${effects.map(({ kind }) => kind).join(' ')}`]
  })
  t.strictSame(decisions, [
    'bound -> waiting: read',
    'LISTENING -> waiting: read',
    'ACCEPTED -> waiting: read',
    'HANDSHAKE_SUCCEEDED -> open: report open read',
    'sending -> open: ',
    'sent -> open: ',
    'work-done -> draining: shut send-quit',
    'quit-sent -> draining: ',
    'DISCONNECTED -> stopped: stop',
  ])

  // 10. And what the user gets in the end: lib/gate/run/producer-result.ts.
  t.match(result, { outcome: 'stopped', sent: 1, quits: 1, lost: 0 })
  t.match(result.peers, [{ fate: 'quit', messages: 1, unsent: 0, hasQuit: true }])
})
