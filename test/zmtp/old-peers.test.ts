// ZMTP 2.0 and 1.0 peers (RFC 15, RFC 13), against what libzmq 4.3.5 was seen to say to them.
import t from 'tap'
import type { ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { feedByteByByte, hex } from '../support/bytes.js'
import type { MechanismStep } from '../../lib/zmtp/mechanism/mechanism.js'
import { RecordedPeer } from '../support/drive.js'

interface Talk {
  readonly name: string
  readonly settings: Partial<ConnectionSettings> & { readonly socketType: 'PULL' | 'PUSH' | 'PAIR' }
  /** All the peer says. */
  readonly peer: string
  /** All we say, once the peer has said that. */
  readonly ours: string
  readonly messages: string[][]
}

const TALKS: readonly Talk[] = [
  {
    name: '2.0 to a PULL',
    settings: { socketType: 'PULL' },
    peer: 'ff00000000000000017f 01 08 0000 0002 6869',
    ours: 'ff00000000000000017f 03 07 0000',
    messages: [['hi']],
  },
  {
    name: '2.0 to a PUSH with a routing id',
    settings: { socketType: 'PUSH', routingId: Buffer.from('pushid') },
    peer: 'ff00000000000000017f 01 07 0000',
    ours: 'ff00000000000000077f 03 08 0006 707573686964',
    messages: [],
  },
  {
    name: '2.0 to a PAIR, multipart, short and long',
    settings: { socketType: 'PAIR' },
    peer: 'ff00000000000000017f 01 00 0002 6964 0101 61 02 0000000000000001 62',
    ours: 'ff00000000000000017f 03 00 0000',
    messages: [['a', 'b']],
  },
  {
    name: '1.0 without a signature',
    settings: { socketType: 'PULL' },
    peer: '0100 03006869 03016a6a 02006b',
    ours: 'ff00000000000000017f',
    messages: [['hi'], ['jj', 'k']],
  },
  {
    name: '1.0 without a signature, a routing id of ours',
    settings: { socketType: 'PUSH', routingId: Buffer.from('pushid') },
    peer: '0100',
    ours: 'ff00000000000000077f 707573686964',
    messages: [],
  },
  {
    name: '1.0 whose identity has a long length',
    settings: { socketType: 'PULL' },
    peer: 'ff 0000000000000003 00 6964 03006869',
    ours: 'ff00000000000000017f',
    messages: [['hi']],
  },
  {
    name: '1.0, revision 0',
    settings: { socketType: 'PUSH' },
    peer: 'ff00000000000000017f 00 07 0100',
    ours: 'ff00000000000000017f 03 08 0100',
    messages: [],
  },
]

const FEEDS: Readonly<Record<string, (bytes: Buffer, feed: (chunk: Buffer) => void) => void>> = {
  whole: (bytes, feed) => feed(bytes),
  'a byte at a time': feedByteByByte,
}

for (const { name, settings, peer: bytes, ours, messages } of TALKS) {
  for (const [how, cut] of Object.entries(FEEDS)) {
    t.test(`${name}, ${how}`, async t => {
      const peer = new RecordedPeer(settings)
      peer.connection.start(0)
      cut(hex(bytes), chunk => peer.connection.receive(chunk, 0))
      t.same(peer.take().toString('hex'), hex(ours).toString('hex'))
      t.same(peer.messages, messages)
      t.equal(peer.connection.state, 'traffic')
      t.equal(peer.readies.length, 1, 'ready as soon as the greeting is done')
      t.equal(peer.connection.deadline, Infinity, 'no handshake timer, no heartbeat')
    })
  }
}

/** What we send after that greeting for the message `a`, `bc`. */
function say(greeting: string): string {
  const peer = new RecordedPeer({ socketType: 'PUSH' })
  peer.connection.start(0)
  peer.receive(hex(greeting))
  peer.connection.send([Buffer.from('a'), Buffer.from('bc')])
  return peer.take().toString('hex')
}

t.test('messages go out in the framing of the peer', async t => {
  t.equal(say('ff00000000000000017f 01 07 0000'), '01016100026263')
  t.equal(say('ff00000000000000017f 00 07 0100'), '02016103006263')
  t.equal(say('0100'), '02016103006263')
})

t.test('ready comes before the identity, once', async t => {
  const peer = new RecordedPeer({ socketType: 'PULL' })
  peer.connection.start(0)
  peer.receive(hex('ff00000000000000017f 01'))
  t.equal(peer.readies.length, 0)
  peer.receive(hex('08'))
  t.equal(peer.readies.length, 1)
  peer.receive(hex('0000 0002 6869'))
  t.equal(peer.readies.length, 1)
  t.same(peer.messages, [['hi']])
})

t.test('the largest message counts after the identity', async t => {
  const peer = new RecordedPeer({ socketType: 'PULL', maxMessageSize: 4 })
  peer.connection.start(0)
  peer.receive(hex('ff00000000000000017f 01 08 0006 "abcdef" 0004 "1234"'))
  t.same(peer.messages, [['1234']])
  peer.receive(hex('0005'))
  t.match(peer.connection.failure, { protocol: '2.0', error: { code: 'ERR_ZMTP_FRAME_TOO_LARGE' } })
})

const next = (): MechanismStep => ({ kind: 'next' })

t.test('a mechanism other than NULL is not got round', async t => {
  const mechanism = { name: 'PLAIN', asServer: true, start: next, receive: next, answered: next }
  for (const greeting of ['0100', 'ff00000000000000017f 01', 'ff00000000000000017f 00']) {
    const peer = new RecordedPeer({ socketType: 'PULL', mechanism })
    peer.connection.start(0)
    peer.receive(hex(greeting))
    t.match(peer.connection.failure, { error: { code: 'ERR_ZMTP_VERSION_REFUSED' } }, greeting)
  }
})

t.test('heartbeats are for those who know them', async t => {
  const heartbeat = { intervalMs: 100, timeoutMs: 100, timeToLiveMs: 0 }
  const peer = new RecordedPeer({ socketType: 'PULL', heartbeat })
  peer.connection.start(0)
  peer.receive(hex('ff00000000000000017f 01 08 0000'))
  peer.connection.tick(1_000_000)
  t.equal(peer.connection.state, 'traffic')
})
