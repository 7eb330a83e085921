import t from 'tap'
import {
  allPeers,
  EMPTY_BOOK,
  fateOf,
  livePeers,
  type PeerBook,
} from '../../../lib/gate/machine/peer.js'
import { keepPeers, STRANGER_LIMIT } from '../../../lib/gate/machine/peers.js'
import { EVENT_SIGNALS, type EventInput, type Phase } from '../../../lib/gate/machine/signals.js'

type Row = readonly [EventInput['event'], value: number, remote?: string, phase?: Phase]

const LOCAL = 'tcp://127.0.0.1:5555'
const A = 'tcp://127.0.0.1:50001'
const B = 'tcp://127.0.0.1:50002'
const NO_FD = 0xffffffff

function keep(rows: readonly Row[], from: PeerBook = EMPTY_BOOK): PeerBook {
  let book = from
  for (const [event, value, remote, phase = 'waiting'] of rows) {
    const ends = remote === undefined ? {} : { local: LOCAL, remote }
    const input: EventInput = { kind: 'event', event, value, ...ends, now: 0 }
    book = keepPeers(book, EVENT_SIGNALS[event], input, {
      phase,
      consumers: 2,
      isTargeted: false,
    }).peers
  }
  return book
}

const fates = (book: PeerBook): string[] => allPeers(book).map(fateOf)

t.test('the remote endpoint says whose handshake it is, the descriptor who has gone', async t => {
  const book = keep([
    ['ACCEPTED', 7, A],
    ['ACCEPTED', 8, B],
    ['HANDSHAKE_SUCCEEDED', 0, B],
    ['DISCONNECTED', 7, A],
  ])
  t.strictSame(fates(book), ['silent', 'live'])
  t.match(livePeers(book), [{ id: 2, fd: 8, remote: B, isInferred: false }])
  t.equal(book.isInferred, false)
})

t.test('a handshake that is told before its accept', async t => {
  const early = keep([['HANDSHAKE_SUCCEEDED', 0, A]])
  t.equal(livePeers(early).length, 1)
  const whole = keep([['ACCEPTED', 7, A]], early)
  t.match(allPeers(whole), [{ id: 1, fd: 7, remote: A }])
  t.equal(allPeers(whole).length, 1, 'one and the same peer')
  t.strictSame(fates(keep([['DISCONNECTED', 7, A]], whole)), ['left-early'])
  t.strictSame(fates(keep([['DISCONNECTED', 7, A]], early)), ['left-early'], 'also without it')
})

t.test('of two handshakes over a WebSocket the second counts', async t => {
  const [one, two] = ['ws://127.0.0.1:50001/', 'wss://127.0.0.1:50002/']
  const upgraded = keep([
    ['ACCEPTED', 7, one],
    ['ACCEPTED', 8, two],
    ['HANDSHAKE_SUCCEEDED', 0, one],
    ['HANDSHAKE_SUCCEEDED', 0, two],
  ])
  t.same(livePeers(upgraded), [])
  const book = keep([['HANDSHAKE_SUCCEEDED', 0, two]], upgraded)
  t.match(livePeers(book), [{ id: 2, remote: two, handshake: 1 }])
  t.strictSame(fates(keep([['DISCONNECTED', 7, one]], book)), ['silent', 'live'])
})

t.test('a handshake that is told twice counts once', async t => {
  const rows: Row[] = [
    ['ACCEPTED', 7, A],
    ['HANDSHAKE_SUCCEEDED', 0, A],
    ['HANDSHAKE_SUCCEEDED', 0, A],
  ]
  t.equal(livePeers(keep(rows)).length, 1)
})

t.test('a descriptor that is given anew: who had it is gone', async t => {
  const book = keep([
    ['ACCEPTED', 7, A],
    ['HANDSHAKE_SUCCEEDED', 0, A],
    ['ACCEPTED', 7, B, 'open'],
  ])
  t.strictSame(fates(book), ['died', 'mute'])
})

t.test('where no descriptor is to be seen, the remote endpoint has to do', async t => {
  const book = keep([
    ['ACCEPTED', NO_FD, A],
    ['ACCEPTED', NO_FD, B],
    ['HANDSHAKE_SUCCEEDED', 0, A],
    ['HANDSHAKE_SUCCEEDED', 0, B],
    ['DISCONNECTED', NO_FD, A, 'draining'],
  ])
  t.strictSame(fates(book), ['quit', 'live'])
  t.notOk('fd' in (allPeers(book)[0] ?? {}))
})

t.test('unnamed ipc peers share a name: the longest waiting is taken, and it is said', async t => {
  const book = keep([
    ['ACCEPTED', 7, 'ipc://'],
    ['ACCEPTED', 8, 'ipc://'],
    ['HANDSHAKE_SUCCEEDED', 0, 'ipc://'],
  ])
  t.match(livePeers(book), [{ fd: 7, isInferred: true }])
  t.equal(book.isInferred, true)
  const corrected = keep(
    [
      ['HANDSHAKE_FAILED_NO_DETAIL', 32, 'ipc://'],
      ['DISCONNECTED', 7, 'ipc://'],
    ],
    book,
  )
  t.strictSame(fates(corrected), ['refused', 'live'], 'and corrected when it shows to be wrong')
  t.match(allPeers(corrected)[0]?.refusal, { event: 'HANDSHAKE_FAILED_NO_DETAIL', value: 32 })
})

t.test('a refusal belongs to the peer it names', async t => {
  const book = keep([
    ['ACCEPTED', 7, A],
    ['ACCEPTED', 8, B],
    ['HANDSHAKE_FAILED_PROTOCOL', 0x10000001, B],
    ['DISCONNECTED', 8, B],
  ])
  t.strictSame(fates(book), ['mute', 'refused'])
})

t.test('each phase has its fate', async t => {
  for (const [phase, fate] of [
    ['waiting', 'left-early'],
    ['open', 'died'],
    ['draining', 'quit'],
    ['stopped', 'left-late'],
    ['failed', 'left-late'],
  ] as const) {
    const book = keep([
      ['ACCEPTED', 7, A],
      ['HANDSHAKE_SUCCEEDED', 0, A],
      ['DISCONNECTED', 7, A, phase],
    ])
    t.strictSame(fates(book), [fate])
  }
})

t.test('a port scanner does not fill the memory, nor push consumers out of it', async t => {
  const visit: Row[] = [
    ['ACCEPTED', 9, B],
    ['DISCONNECTED', 9, B],
  ]
  const consumer: Row[] = [
    ['ACCEPTED', 7, A],
    ['HANDSHAKE_SUCCEEDED', 0, A],
    ['DISCONNECTED', 7, A, 'open'],
  ]
  const scans = Array.from({ length: STRANGER_LIMIT + 10 }, () => visit).flat()
  const book = keep([...consumer, ...scans])
  t.equal(book.leftStrangers.size, STRANGER_LIMIT)
  t.strictSame(book.forgotten, { silent: 10 })
  t.equal(book.seen, STRANGER_LIMIT + 11)
  t.equal(allPeers(book)[0]?.id, 1, 'the consumer is remembered')
})

t.test('nor does one that does its handshake again and again before the work', async t => {
  const visit: Row[] = [
    ['ACCEPTED', 9, B],
    ['HANDSHAKE_SUCCEEDED', 0, B],
    ['DISCONNECTED', 9, B],
  ]
  const book = keep(Array.from({ length: STRANGER_LIMIT + 10 }, () => visit).flat())
  t.equal(book.leftStrangers.size, STRANGER_LIMIT)
  t.equal(book.leftConsumers.size, 0)
  t.strictSame(book.forgotten, { 'left-early': 10 })
  t.equal(book.handshakes, STRANGER_LIMIT + 10)
})
