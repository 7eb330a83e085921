// Nothing that is fed to a dissector may crash or hang it, and no byte may go unaccounted for. The seeds
// are fixed; RAWZMQ_FUZZ sets how many inputs each dissector gets (default 1,000).
import t from 'tap'
import {
  CaptureConnections,
  Conversation,
  detectFile,
  dissectLines,
  dissectMonitor,
  dissectParts,
  encodePcapngHeader,
  itemToJson,
  LINK_TYPES,
  PacketReader,
  readHex,
  renderItem,
  StreamDissector,
  TcpTrace,
  type ByteKind,
  type Framing,
  type Item,
  type Note,
  type Side,
} from '../../lib/dissect/index.js'
import { hex } from '../support/bytes.js'
import { fuzz } from '../support/fuzz.js'
import { fuzzCount, type Random } from '../support/random.js'
import { EVENTS, STREAMS } from './vectors.js'

const COUNT = fuzzCount(1000)
const KINDS: readonly (ByteKind | undefined)[] = [
  undefined,
  'monitor',
  'wire',
  'frames',
  'command',
  'metadata',
]
const FRAMINGS: readonly (Framing | undefined)[] = [undefined, '1.0', '2.0', '3.x']
const MECHANISMS = [undefined, 'NULL', 'PLAIN', 'CURVE'] as const
const SIDES: readonly Side[] = ['connecting', 'binding']

if (COUNT > 1000) t.setTimeout(0)

/** Shows an item in both forms, as a command would. */
function show(item: Item): void {
  renderItem(item)
  JSON.stringify(itemToJson(item))
}

function asText(list: readonly Item[]): string {
  return JSON.stringify(list.map(itemToJson))
}

function showNotes(notes: Iterable<Note>): void {
  for (const note of notes) if (note.kind === 'item') show(note.item)
}

/** An input that is damaged a little, or nothing but noise. */
function input(random: Random, originals: readonly Buffer[]): Buffer {
  return random.below(8) === 0
    ? random.bytes(random.below(300))
    : random.mutate(random.pick(originals))
}

fuzz(t, 'monitor parts', COUNT, random => {
  const parts = random
    .pick(EVENTS)
    .map(part => (random.below(3) === 0 ? random.mutate(part) : part))
  if (random.below(4) === 0) parts.splice(random.below(parts.length), 1)
  if (random.below(4) === 0) parts.push(random.bytes(random.below(20)))
  const more = parts.map(() => random.below(2) === 1)
  const order = random.pick(['LE', 'BE'] as const)
  const item = dissectMonitor(parts, random.below(2) === 0 ? { order } : { order, more })
  show(item)
  const total = parts.reduce((size, part) => size + part.length, 0)
  const shown = item.fields.reduce((size, field) => size + field.size, 0)
  if (item.size !== total || shown > total) throw new Error('bytes do not add up')
})

fuzz(t, 'bytes of any kind', COUNT, random => {
  const bytes = input(random, [...STREAMS, ...EVENTS.map(parts => Buffer.concat(parts))])
  const options = {
    kind: random.pick(KINDS),
    framing: random.pick(FRAMINGS),
    mechanism: random.pick(MECHANISMS),
    order: random.pick(['LE', 'BE'] as const),
  }
  const parts = random.below(2) === 0 ? [bytes] : random.pieces(bytes)
  for (const item of dissectParts(parts, options)) show(item)
  detectFile(bytes)
})

fuzz(
  t,
  'one direction: every byte is in an item, and the cuts make no difference',
  COUNT,
  random => {
    const bytes = input(random, STREAMS)
    const framing = random.pick(FRAMINGS)
    const options = framing === undefined ? {} : { framing }
    const whole = new StreamDissector(options)
    const items = [...whole.push(bytes), ...whole.end()]
    const cut = new StreamDissector(options)
    const others = [...random.pieces(bytes).flatMap(piece => cut.push(piece)), ...cut.end()]
    const total = items.reduce((size, item) => size + item.size, 0)
    if (total !== bytes.length) throw new Error(`${total} bytes in items, ${bytes.length} given`)
    if (asText(items) !== asText(others)) throw new Error('cut differently, explained differently')
    for (const item of items) show(item)
  },
)

fuzz(t, 'both directions, with losses and ends anywhere', COUNT, random => {
  const conversation = new Conversation(random.below(4) === 0 ? { framing: '3.x' } : {})
  const sides = SIDES.map(side => ({ side, pieces: random.pieces(input(random, STREAMS)) }))
  for (let turn = 0; turn < 60; turn++) {
    const { side, pieces } = random.pick(sides)
    const piece = pieces.shift()
    if (random.below(30) === 0) showNotes(conversation.lose(side, random.below(100_000)))
    if (piece !== undefined) showNotes(conversation.push(side, piece))
    if (random.below(40) === 0) showNotes(conversation.end(side))
  }
  showNotes(conversation.finish())
})

fuzz(t, 'texts of hex', COUNT, random => {
  const text = [
    'C: ff00000000000000017f 03 01 "NULL" 00*16 00 00*31 # greeting',
    'S: 041a 05"READY" 0b"Socket-Type" 00000004 "PULL" ; READY',
    '08001d000000 +MORE | "tcp://127.0.0.1:38375"',
    '00000000: ff00 0000 0000 0000 017f 0301 4e55 4c4c  ............NULL',
    '00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|',
    '-> "\\xff\\n" 0x00*9999',
  ]
  const lines = text.map(line => (random.below(2) === 0 ? random.mutate(Buffer.from(line)) : line))
  showNotes(dissectLines(readHex(lines.join('\n')).lines))
})

/** Two small captures, pcapng and pcap, of the same connection. */
function captures(): Buffer[] {
  const trace = new TcpTrace(
    { address: '127.0.0.1', port: 40_000 },
    { address: '127.0.0.1', port: 5555 },
  )
  const [client = Buffer.alloc(0), server = Buffer.alloc(0)] = STREAMS
  const pcapng = Buffer.concat([
    encodePcapngHeader(LINK_TYPES.RAW),
    trace.open(1n),
    trace.bytes(2n, 'connecting', client),
    trace.bytes(3n, 'binding', server),
    trace.end(4n, 'connecting'),
    trace.end(5n, 'binding', true),
  ])
  const records = new PacketReader().push(pcapng).map(({ bytes }) => {
    const head = Buffer.alloc(16)
    head.writeUInt32LE(bytes.length, 8)
    head.writeUInt32LE(bytes.length, 12)
    return Buffer.concat([head, bytes])
  })
  const pcap = Buffer.concat([hex('d4c3b2a1 0200 0400 00*8 00000400 65000000'), ...records])
  return [pcapng, pcap]
}

const CAPTURES = captures()

fuzz(t, 'packet captures', COUNT, random => {
  const bytes = input(random, CAPTURES)
  const reader = new PacketReader()
  const connections = new CaptureConnections({ ports: new Set([5555]) })
  for (const piece of random.pieces(bytes)) {
    for (const packet of reader.push(piece)) {
      showNotes(connections.push(packet).map(({ note }) => note))
    }
  }
  reader.end()
  showNotes(connections.end().map(({ note }) => note))
})

fuzz(t, 'packets in any order, doubled and missing', COUNT, random => {
  const packets = new PacketReader().push(random.pick(CAPTURES))
  const connections = new CaptureConnections()
  for (let turn = 0; turn < packets.length * 2; turn++) {
    const packet = random.pick(packets)
    const bytes = random.below(10) === 0 ? random.mutate(packet.bytes) : packet.bytes
    const linkType = random.below(10) === 0 ? random.below(300) : packet.linkType
    showNotes(connections.push({ ...packet, bytes, linkType }).map(({ note }) => note))
  }
  showNotes(connections.end().map(({ note }) => note))
})
