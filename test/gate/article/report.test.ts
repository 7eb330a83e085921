import t from 'tap'
import type { EventName } from '../../../lib/monitor/events.js'
import {
  exitCodeOf,
  formatEpoch,
  formatLine,
  formatNotice,
} from '../../../lib/gate/article/report.js'
import {
  checkDelivery,
  checkSequence,
  messageText,
  parseMessage,
} from '../../../lib/gate/article/sequence.js'

t.test('lines are the article’s, to the character', async t => {
  const epochMs = 1561228921433.9
  const producer = { side: 'producer', id: 0, epochMs } as const
  const consumer = { side: 'consumer', id: 1, epochMs } as const
  t.strictSame(
    [
      formatLine({ ...consumer, kind: 'start' }),
      formatLine({ ...producer, kind: 'setup' }),
      formatLine({ ...producer, kind: 'accepted' }),
      formatLine({ ...producer, kind: 'start' }),
      formatLine({ ...producer, kind: 'send', text: 'Data-000-000' }),
      formatLine({ ...consumer, kind: 'recv', text: 'Quit' }),
      formatLine({ ...consumer, kind: 'stop' }),
      formatLine({ ...producer, kind: 'stop' }),
      formatLine({ ...producer, kind: 'quit', text: 'Quit' }),
    ],
    [
      '[ 1561228921.433 ]: Consumer 1 start',
      '[ 1561228921.433 ]: Producer 0 setup',
      '[ 1561228921.433 ]: Producer accepted',
      '[ 1561228921.433 ]: Producer 0 start',
      '[ 1561228921.433 ]: Producer 0 send: Data-000-000',
      '[ 1561228921.433 ]: Consumer 1 recv: Quit',
      '[ 1561228921.433 ]: Consumer 1 stop',
      '[ 1561228921.433 ]: Producer 0 stop',
      undefined,
    ],
  )
  t.equal(formatEpoch(1561228922007), '1561228922.007')
})

t.test('notices name the peer, as far as it is known', async t => {
  const peer = { id: 1, isExtra: false, isInferred: false }
  t.equal(
    formatNotice({ kind: 'died', counted: 1, peer: { ...peer, remote: 'tcp://127.0.0.1:50031' } }),
    'the peer tcp://127.0.0.1:50031 died before its Quit; 1 live',
  )
  t.match(
    formatNotice({ kind: 'extra', counted: 3, peer: { ...peer, fd: 7 } }),
    /^the peer on descriptor 7 /,
  )
  t.match(formatNotice({ kind: 'refused', counted: 0 }), /^a peer failed /)
})

const said = (kind: 'refused' | 'turned-away', event: EventName, value: number): string =>
  formatNotice({ kind, counted: 0, refusal: { event, value } })

t.test('what is said of strangers is what the events said', async t => {
  // ECONNREFUSED and EPROTONOSUPPORT are our engine's own; EPIPE is a peer that left.
  t.match(said('turned-away', 'HANDSHAKE_FAILED_NO_DETAIL', 111), /: too late, or one too many$/)
  t.match(said('turned-away', 'HANDSHAKE_FAILED_NO_DETAIL', 93), /: it speaks no ZMTP 3: an older/)
  t.match(said('refused', 'HANDSHAKE_FAILED_NO_DETAIL', 32), /: Broken pipe \(EPIPE\)$/)
  t.match(
    said('refused', 'HANDSHAKE_FAILED_PROTOCOL', 0x11000002),
    /: ZMTP mechanism mismatch \(0x11000002\)$/,
  )
  t.match(said('refused', 'HANDSHAKE_FAILED_AUTH', 400), /: status 400$/)
  t.match(formatNotice({ kind: 'silent', counted: 0 }), /^a peer left before a handshake: /)
})

t.test('exit codes', async t => {
  t.equal(exitCodeOf({ outcome: 'stopped' }), 0)
  t.equal(exitCodeOf({ outcome: 'stopped', code: 'ERR_CONSUMER_LOST' }), 3)
  t.equal(exitCodeOf({ outcome: 'failed', code: 'EACCES' }), 1)
  t.equal(exitCodeOf({ outcome: 'failed', code: 'ERR_NO_CONSUMER_LEFT' }), 3)
  t.equal(exitCodeOf({ outcome: 'timed-out' }), 3)
  t.equal(exitCodeOf({ outcome: 'deadlocked' }), 1)
  t.equal(exitCodeOf({ outcome: 'aborted' }), 130)
})

t.test('message texts', async t => {
  t.equal(messageText(0, 7), 'Data-000-007')
  t.equal(messageText(12, 1234), 'Data-012-1234')
  t.strictSame(parseMessage('Data-012-1234'), { id: 12, index: 1234 })
  for (const text of ['Quit', 'Data-0-1', 'Data-000-000 ', '']) {
    t.equal(parseMessage(text), undefined)
  }
})

t.test('order, gaps and duplicates of one consumer', async t => {
  const received = ['Data-000-001', 'Data-000-005', 'Data-000-003', 'Data-000-005', 'what', 'Quit']
  t.strictSame(checkSequence(received), {
    numbered: 4,
    strange: ['what'],
    duplicates: ['Data-000-005'],
    outOfOrder: ['Data-000-003'],
    gaps: 2,
  })
})

const share = (...indexes: number[]): string[] => [
  ...indexes.map(index => messageText(0, index)),
  'Quit',
]

t.test('the published log: messages 1 and 6 reached nobody', async t => {
  const consumers = [
    { id: 1, received: share(3, 8) },
    { id: 2, received: share(2, 7) },
    { id: 3, received: share(0, 5) },
    { id: 4, received: share(4, 9) },
  ]
  t.strictSame(checkDelivery(10, consumers), {
    missing: ['Data-000-001', 'Data-000-006'],
    duplicates: [],
    shares: { 1: 2, 2: 2, 3: 2, 4: 2 },
  })
})
