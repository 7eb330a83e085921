// A link alone: the stream under it is the test's, and so is the owner above it. Ends, and what is known
// of them.
import t from 'tap'
import { Link, type LinkListener } from '../../lib/transport/link.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { encodeMetadata } from '../../lib/zmtp/metadata.js'
import type { ConnectionFailure, ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { FakeClock } from '../support/fake-clock.js'
import { ScriptedStream } from '../support/scripted-stream.js'

/** Greeting of ZMTP 3.1, NULL, and READY of a PULL (RFC 37). */
const HELLO =
  'ff 00*8 7f 03 01 "NULL" 00*16 00 00*31  04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'

/** Everything that has been queued for this tick and the next turn has run. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** An owner that writes down what it is told, and answers as the test wants. */
class RecordedOwner implements LinkListener {
  readonly log: string[] = []
  readonly failures: ConnectionFailure[] = []
  link: Link | undefined
  wantsMore = true
  takesOnDemand = false
  willResume = true
  asksHowItEnds = false

  ready(): void {
    this.log.push('ready')
  }

  message(parts: Buffer[]): boolean {
    this.log.push(String(parts))
    return this.wantsMore
  }

  drained(): void {
    this.log.push('drained')
  }

  failed(failure: ConnectionFailure): void {
    this.log.push(this.link?.isBroken === true ? 'failed, broken' : 'failed')
    this.failures.push(failure)
  }

  closed(): void {
    this.log.push('closed')
  }
}

function world(settings: Partial<ConnectionSettings> = {}) {
  const clock = new FakeClock()
  const stream = new ScriptedStream()
  const owner = new RecordedOwner()
  const connection: ConnectionSettings = {
    socketType: 'PUSH',
    mechanism: nullMechanism(encodeMetadata([['Socket-Type', 'PUSH']])),
    routingId: Buffer.alloc(0),
    minimumZmtp: 1,
    maxMessageSize: Infinity,
    handshakeIntervalMs: 30_000,
    heartbeat: { intervalMs: 0, timeoutMs: -1, timeToLiveMs: 0 },
    ...settings,
  }
  const link = new Link(stream, connection, owner, clock)
  owner.link = link
  return { clock, stream, owner, link }
}

/** A link whose handshake is done. */
function readyWorld(settings?: Partial<ConnectionSettings>) {
  const made = world(settings)
  made.link.start()
  made.stream.feed(HELLO)
  made.owner.log.length = 0
  return made
}

t.test(
  'an owner that resumes while the end is being asked about hears of it with the answer',
  async t => {
    const { stream, owner, link } = readyWorld()
    await settle()
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    await stream.end()
    link.resume()
    t.strictSame(owner.log, [], 'not known yet')
    stream.script.finishWrite(new Error('EPIPE'))
    await settle()
    t.strictSame(owner.log, ['failed, broken'])
  },
)
