// ZMTP found in captures: by its greeting, or by a port that is named. The capture is libzmq's
// (fixtures/pcap), written anew with other orders, losses and beginnings.
import { readFileSync } from 'node:fs'
import t from 'tap'
import {
  CaptureConnections,
  encodePcapngHeader,
  LINK_TYPES,
  PacketReader,
  TcpTrace,
  type CaptureNote,
  type Packet,
} from '../../../lib/dissect/index.js'
import { hex } from '../../support/bytes.js'
import * as v from '../vectors.js'

const FIXTURE = new PacketReader().push(readFileSync('fixtures/pcap/libzmq.pcap'))
const END = { address: '::1', port: 40_000 }
const OTHER_END = { address: '::1', port: 5555 }

function explain(packets: readonly Packet[], ports: readonly number[] = []) {
  const connections = new CaptureConnections({ ports: new Set(ports) })
  const notes = [...packets.flatMap(packet => connections.push(packet)), ...connections.end()]
  return { notes, counts: connections.counts }
}

/** What was said, apart from when. */
const said = (notes: readonly CaptureNote[]): string[] =>
  notes.map(
    ({ connection, note }) =>
      `${connection} ${note.kind === 'item' ? `${note.side} ${note.item.summary}` : note.words}`,
  )

const once = (): Buffer[] => {
  const trace = new TcpTrace(END, OTHER_END)
  return [trace.open(1n), trace.bytes(2n, 'connecting', v.NULL), trace.end(3n, 'connecting', true)]
}

const sortedItems = (notes: readonly CaptureNote[]): string[] =>
  said(notes.filter(({ note }) => note.kind === 'item')).toSorted()

const packetsOf = (blocks: readonly Buffer[]): Packet[] =>
  new PacketReader().push(Buffer.concat([encodePcapngHeader(LINK_TYPES.RAW), ...blocks]))

t.test('libzmq’s connections', async t => {
  const { notes, counts } = explain(FIXTURE)
  t.match(counts, { zmtp: 4, other: 0 })
  const lines = said(notes)
  t.ok(lines.includes('1 ready: the handshake is done, PUSH talks to PULL'))
  t.ok(lines.includes('1 connecting message: "hi"'))
  t.ok(lines.includes('2 connecting command SUBSCRIBE: topic "AB"'))
  t.ok(lines.includes('3 binding command PONG'))
  t.ok(lines.includes('4 handshake failed: the two sides announced PLAIN and NULL'))
})

t.test('the same packets, doubled: the same items', async t => {
  const doubled = FIXTURE.flatMap(packet => [packet, packet])
  const { notes, counts } = explain(doubled)
  t.strictSame(said(notes), said(explain(FIXTURE).notes))
  t.ok(counts.retransmitted > 0)
})

t.test('neighbours swapped: each side says the same', async t => {
  const swapped = [...FIXTURE]
  for (let index = 12; index + 1 < swapped.length; index += 5) {
    const [one, two] = [swapped[index] as Packet, swapped[index + 1] as Packet]
    swapped[index] = two
    swapped[index + 1] = one
  }
  t.strictSame(sortedItems(explain(swapped).notes), sortedItems(explain(FIXTURE).notes))
})

t.test('a lost packet is marked, and the rest of the other side goes on', async t => {
  const trace = new TcpTrace(END, OTHER_END)
  const blocks = [
    trace.open(1n),
    trace.bytes(2n, 'connecting', v.NULL),
    trace.bytes(2n, 'binding', v.NULL),
    trace.bytes(3n, 'connecting', Buffer.concat([v.READY_PUSH, hex('0008')])),
    trace.bytes(4n, 'connecting', Buffer.from('abcd')),
    trace.bytes(5n, 'connecting', Buffer.from('efgh')),
    trace.bytes(6n, 'binding', v.READY_PULL),
    trace.bytes(7n, 'connecting', v.HI),
  ]
  const { notes } = explain(packetsOf(blocks.filter((_, index) => index !== 4)))
  const lines = said(notes)
  t.ok(lines.includes('1 connecting 4 bytes not seen: lost by who recorded them'))
  t.ok(lines.includes('1 connecting message: ""… (8 bytes), 4 bytes of it not seen'))
  t.ok(lines.includes('1 connecting message: "hi"'))
  t.ok(lines.includes('1 ready: the handshake is done, PUSH talks to PULL'))
})

t.test(
  'headers alone (tcpdump -s 54): the connection is given up, and nothing of it is kept',
  async t => {
    const trace = new TcpTrace(END, OTHER_END)
    const HEADERS = 60
    const packets = packetsOf([trace.open(1n)])
    for (let count = 0; count < 300; count++) {
      const [packet] = packetsOf([trace.bytes(2n, 'connecting', Buffer.alloc(100))])
      packets.push({ ...(packet as Packet), bytes: (packet as Packet).bytes.subarray(0, HEADERS) })
    }
    const connections = new CaptureConnections()
    const notes = packets.flatMap(packet => connections.push(packet))
    t.strictSame(notes, [])
    t.match(connections.counts, { zmtp: 0, other: 1 })
  },
)

t.test('begun too late: nothing, or frames where the port is named', async t => {
  const trace = new TcpTrace(END, OTHER_END)
  trace.open(0n)
  const packets = packetsOf([
    trace.bytes(1n, 'connecting', v.HI),
    trace.bytes(2n, 'binding', v.PING),
    trace.bytes(3n, 'connecting', v.MULTIPART),
  ])
  t.match(explain(packets), { notes: [], counts: { zmtp: 0, other: 1 } })
  t.strictSame(said(explain(packets, [5555]).notes), [
    '1 connecting message: "hi"',
    '1 binding command PING: time to live 15',
    '1 connecting message part, MORE: "a"',
    '1 connecting message part, MORE: ""',
    '1 connecting message: "c"',
  ])
  const half = packetsOf([
    trace.bytes(4n, 'binding', hex('03')),
    trace.bytes(5n, 'connecting', v.NULL),
  ])
  t.match(explain(half).counts, { zmtp: 0, other: 1 })
})

t.test('other protocols, and packets that are not TCP', async t => {
  const trace = new TcpTrace(END, OTHER_END)
  const http = packetsOf([
    trace.open(1n),
    trace.bytes(2n, 'connecting', Buffer.from('GET / HTTP/1.1\r\n\r\n')),
    trace.bytes(3n, 'binding', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')),
    trace.bytes(4n, 'binding', v.NULL),
    trace.end(5n, 'binding'),
  ])
  const { notes, counts } = explain([...http, { ...(http[0] as Packet), linkType: 147 }])
  t.strictSame(notes, [])
  t.match(counts, { zmtp: 0, other: 1, unread: { 'link type': 1 } })
})

t.test('an unversioned peer is ZMTP if the other side has a signature', async t => {
  const trace = new TcpTrace(END, OTHER_END)
  const packets = packetsOf([
    trace.open(1n),
    trace.bytes(2n, 'connecting', hex('0100 0300"hi"')),
    trace.bytes(3n, 'binding', hex(v.SIGNATURE)),
    trace.end(4n, 'connecting'),
  ])
  t.ok(said(explain(packets).notes).includes('1 connecting message: "hi"'))
})

t.test('the same two ports again are another connection', async t => {
  const first = packetsOf(once())
  // Another initial sequence number.
  const second = packetsOf(once()).map(packet => {
    const bytes = Buffer.from(packet.bytes)
    bytes.writeUInt32BE(bytes.readUInt32BE(44) + 7777, 44)
    return { ...packet, bytes }
  })
  t.equal(explain([...first, ...second]).counts.zmtp, 2)
})

/** An empty part and a body, as frames of ZMTP 1.0. */
function oldBody(size: number): Buffer {
  const length = size < 254 ? hex((size + 1).toString(16).padStart(2, '0')) : hex('ff 00*6 021c')
  return Buffer.concat([hex('01 01'), length, hex('00'), Buffer.alloc(size, 'x')])
}

/** REQ and REP of ZMTP 1.0: a greeting of an empty identity each, then an empty part and a body each time. */
function oldRequests(isWhole: boolean): Packet[] {
  const trace = new TcpTrace({ ...END, port: 55_358 }, { ...END, port: 33_000 })
  const greetings = [
    trace.open(1n),
    trace.bytes(2n, 'connecting', hex('01 00')),
    trace.bytes(3n, 'binding', hex('01 00')),
  ]
  const exchange = [92, 28, 16, 28, 539, 28].map((size, turn) =>
    trace.bytes(BigInt(4 + turn), turn % 2 === 0 ? 'connecting' : 'binding', oldBody(size)),
  )
  const ends = [trace.end(20n, 'connecting'), trace.end(21n, 'binding')]
  return packetsOf([...(isWhole ? greetings : []), ...exchange, ...ends])
}

const sizesIn = (notes: readonly CaptureNote[]): (number | undefined)[] =>
  notes.flatMap(({ note }) =>
    note.kind === 'item' && note.item.kind === 'frame' && note.item.bodySize > 0
      ? [note.item.bodySize]
      : [],
  )

t.test('REQ and REP of ZMTP 1.0, which has no signature', async t => {
  const sizes = [92, 28, 16, 28, 539, 28]
  const { notes, counts } = explain(oldRequests(true))
  t.match(counts, { zmtp: 1, other: 0 })
  t.strictSame(sizesIn(notes), sizes)
  t.strictSame(
    notes.filter(({ note }) => note.kind === 'item' && note.item.fault),
    [],
  )
  t.match(explain(oldRequests(false)).counts, { zmtp: 0, other: 1 }, 'begun too late')
  const late = new CaptureConnections({ ports: new Set([33_000]), begun: { framing: '1.0' } })
  t.strictSame(sizesIn(oldRequests(false).flatMap(packet => late.push(packet))), sizes)
})

t.test('a port that is named is ZMTP 1.0 with an identity, too', async t => {
  const trace = new TcpTrace(END, OTHER_END)
  const packets = packetsOf([
    trace.open(1n),
    trace.bytes(2n, 'connecting', hex('04 00 "abc" 03 00 "hi"')),
    trace.bytes(3n, 'binding', hex('02 00 "b"')),
  ])
  t.match(explain(packets).counts, { zmtp: 0, other: 1 })
  t.ok(said(explain(packets, [5555]).notes).includes('1 connecting message: "hi"'))
})
