// Where reads go: chunks that belong to the reader, room of its own for large frames, nothing for the idle.
import t from 'tap'
import { READ_SIZE, Reading, type ByteSink } from '../../lib/transport/reading.js'

class RecordedSink implements ByteSink {
  readonly chunks: Buffer[] = []
  readonly filledBy: number[] = []
  nextRoom: Buffer | undefined

  received(chunk: Buffer): void {
    this.chunks.push(chunk)
  }

  filled(length: number): void {
    this.filledBy.push(length)
  }

  room(): Buffer | undefined {
    return this.nextRoom
  }
}

/** What a socket does: asks for memory, fills it, tells. */
function read(reading: Reading, bytes: Buffer): Buffer {
  const memory = reading.buffer()
  memory.set(bytes)
  reading.callback(bytes.length)
  return memory
}

function readingAndReader(): { reading: Reading; reader: RecordedSink } {
  const reading = new Reading()
  const reader = new RecordedSink()
  reading.reader = reader
  return { reading, reader }
}

t.test('what was read stays as it was', async t => {
  const { reading, reader } = readingAndReader()
  for (const size of [1, 64, 65, 1024, 1025, 40_000]) {
    const before = reader.chunks.length
    read(reading, Buffer.alloc(size, 'a'))
    read(reading, Buffer.alloc(size, 'b'))
    t.same(reader.chunks[before], Buffer.alloc(size, 'a'), `${size} bytes`)
    t.same(reader.chunks[before + 1], Buffer.alloc(size, 'b'))
  }
})

t.test('all streams share the memory that idle ones wait with', async t => {
  const one = readingAndReader()
  const other = readingAndReader()
  t.equal(one.reading.buffer(), other.reading.buffer())
  t.equal(one.reading.buffer().length, READ_SIZE)
})

t.test(
  'after a full read the next has memory of its own, and what is there is not copied',
  async t => {
    const { reading, reader } = readingAndReader()
    const shared = read(reading, Buffer.alloc(READ_SIZE, 'a'))
    const own = read(reading, Buffer.alloc(READ_SIZE, 'b'))
    t.not(own, shared)
    t.equal(reader.chunks[1]?.buffer, own.buffer)
    const third = read(reading, Buffer.alloc(10, 'c'))
    t.not(third, own, 'never the same twice')
    t.not(reader.chunks[2]?.buffer, third.buffer, 'ten bytes do not pin it')
    t.equal(read(reading, Buffer.alloc(1)), shared)
    t.same(reader.chunks[0], Buffer.alloc(READ_SIZE, 'a'))
    t.same(reader.chunks[1], Buffer.alloc(READ_SIZE, 'b'))
    t.same(reader.chunks[2], Buffer.alloc(10, 'c'))
  },
)

t.test('the room a reader has is read into', async t => {
  const { reading, reader } = readingAndReader()
  reader.nextRoom = Buffer.alloc(100)
  t.equal(read(reading, Buffer.from('abc')), reader.nextRoom)
  t.same(reader.filledBy, [3])
  t.same(reader.chunks, [])
  reader.nextRoom = undefined
  read(reading, Buffer.from('def'))
  t.same(reader.chunks, [Buffer.from('def')])
})

t.test('without a reader nothing happens', async t => {
  const reading = new Reading()
  t.equal(read(reading, Buffer.from('abc')).length, READ_SIZE)
})

t.test(
  'full reads that have taken their time hold the stream; the rest of a read does not',
  async t => {
    let now = 0
    t.intercept(performance, 'now', { value: () => now })
    const { reading, reader } = readingAndReader()
    let held = 0
    reading.stream = { hold: () => held++ }
    const work = (size: number, ms: number): number => {
      reader.received = () => void (now += ms)
      reader.filled = () => void (now += ms)
      read(reading, Buffer.alloc(size))
      return held
    }
    t.equal(work(READ_SIZE, 4), 0)
    t.equal(work(READ_SIZE, 1), 1, 'the other streams are looked at')
    t.equal(work(READ_SIZE, 4), 1, 'its next turn')
    t.equal(work(10, 9), 1, 'there was no more, so they were looked at anyway')
    t.equal(work(READ_SIZE, 4), 1)
    t.equal(work(READ_SIZE, 4), 2)
    reader.nextRoom = Buffer.alloc(100_000)
    t.equal(work(100_000, 5), 3, 'a large frame in its own place')
  },
)
