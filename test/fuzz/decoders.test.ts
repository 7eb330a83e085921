// Seeded random and mutated inputs to every decoder: nothing but the typed errors, no hang, no memory that
// the input did not bring. RAWZMQ_FUZZ sets how many inputs each decoder gets (default 5,000).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { CaptureDecoder } from '../../lib/capture/decoder.js'
import { CaptureFormatError } from '../../lib/capture/format-error.js'
import type { CaptureRow } from '../../lib/capture/format.js'
import { ProtocolError } from '../../lib/errors.js'
import {
  decodeMonitorEvent,
  type FlaggedPart,
  getMonitorEvent,
  getMonitorEventV2,
  MonitorFormatError,
} from '../../lib/monitor/codec.js'
import { commandName, decodeError, decodePing, decodeReady } from '../../lib/zmtp/command.js'
import { FrameDecoder } from '../../lib/zmtp/frame.js'
import { GREETING_LENGTH, GreetingDecoder } from '../../lib/zmtp/greeting.js'
import { decodeMetadata, propertyValues } from '../../lib/zmtp/metadata.js'
import { RecordedPeer } from '../support/drive.js'
import { SLOW_MS, usedMs } from '../support/fuzz.js'
import { fuzzCount, Random } from '../support/random.js'

const USUAL = 5000
const COUNT = fuzzCount(USUAL)
/** More than all inputs of one seed together; what is kept beyond that came from no input. */
const GROWTH_MAX = 64 * 1024 * 1024
const LIMIT = 4096

if (COUNT > USUAL) t.setTimeout(0)

/** The fixtures' rows: what the mutations begin with. */
function fixtureRows(kind: string): CaptureRow[] {
  const rows: CaptureRow[] = []
  for (const name of readdirSync(join('fixtures', kind))) {
    const decoder = new CaptureDecoder()
    decoder.push(readFileSync(join('fixtures', kind, name)))
    for (let row = decoder.next(); row !== undefined; row = decoder.next()) rows.push(row)
  }
  return rows
}

const EVENTS = fixtureRows('monitor').flatMap(row => (row.kind === 'monitor' ? [row.parts] : []))
const WIRES = fixtureRows('wire').flatMap(row =>
  row.kind === 'wire' && row.bytes.length < 2048 ? [Buffer.from(row.bytes)] : [],
)
const FRAMES = WIRES.filter(bytes => bytes[0] !== 0xff && bytes.length > 1)
const CAPTURES = [
  readFileSync('fixtures/captures/v1.msgpack').subarray(0, 2000),
  readFileSync('fixtures/monitor/article.v1.msgpack').subarray(0, 2000),
  readFileSync('fixtures/wire/pong.msgpack'),
]
const GREETING = WIRES.find(bytes => bytes.length === GREETING_LENGTH) ?? Buffer.alloc(0)

/** Bytes like one of these but damaged, whole in one of eight cases, or nothing but noise. */
function input(random: Random, originals: readonly Uint8Array[]): Buffer {
  const choice = random.below(8)
  if (choice === 0) return random.bytes(random.below(300))
  if (choice === 1) return Buffer.from(random.pick(originals))
  return random.mutate(random.pick(originals))
}

/** Runs `one` for every seed: an error that is none of `allowed` fails, and so does a slow seed, or growth. */
function fuzz(name: string, allowed: readonly unknown[], one: (random: Random) => void): void {
  t.test(`${name}: ${COUNT} inputs`, async t => {
    let slowest = 0
    let refused = 0
    let growth = 0
    for (let seed = 1; seed <= COUNT; seed++) {
      const before = process.memoryUsage().arrayBuffers
      const start = usedMs()
      try {
        one(new Random(seed))
      } catch (error) {
        const isAllowed = allowed.some(type => error instanceof (type as typeof Error))
        if (!isAllowed) {
          t.fail(`seed ${seed}: ${String((error as Error).stack)}`)
          return
        }
        refused++
      }
      slowest = Math.max(slowest, usedMs() - start)
      growth = Math.max(growth, process.memoryUsage().arrayBuffers - before)
    }
    t.ok(slowest < SLOW_MS, `the slowest took ${Math.round(slowest)} ms`)
    t.ok(growth < GROWTH_MAX, `the largest took ${growth} bytes`)
    t.comment(`${refused} refused, slowest ${slowest.toFixed(1)} ms, largest ${growth} bytes`)
  })
}

/** A monitor message with parts damaged, lost, doubled, and flags that may be wrong. */
function monitorMessage(random: Random): FlaggedPart[] {
  const parts = random
    .pick(EVENTS)
    .map(part => (random.below(4) === 0 ? random.mutate(part) : Buffer.from(part)))
  if (random.below(6) === 0) parts.splice(random.below(parts.length), 1)
  if (random.below(6) === 0)
    parts.splice(random.below(parts.length + 1), 0, random.bytes(random.below(12)))
  const hasWrongFlags = random.below(6) === 0
  return parts.map((data, index) => ({
    data,
    more: hasWrongFlags ? random.below(2) === 0 : index < parts.length - 1,
  }))
}

for (const [name, decode] of Object.entries({
  'monitor, version 1': getMonitorEvent,
  'monitor, version 2': getMonitorEventV2,
  'monitor, either': decodeMonitorEvent,
})) {
  fuzz(name, [MonitorFormatError], random => {
    const message = monitorMessage(random)
    const parts = random.below(2) === 0 ? message : message.map(({ data }) => data)
    decode(parts, random.pick(['LE', 'BE'] as const))
  })
}

fuzz('greeting', [], random => {
  const decoder = new GreetingDecoder()
  const bytes = input(random, WIRES)
  let used = 0
  for (const piece of random.pieces(bytes)) used += decoder.push(piece)
  if (used > GREETING_LENGTH || used > bytes.length) throw new Error(`took ${used} bytes`)
})

fuzz('frames', [ProtocolError], random => {
  const decoder = new FrameDecoder(LIMIT)
  if (random.below(3) === 0) decoder.readVersion1()
  const bytes = input(random, FRAMES)
  let given = 0
  for (const piece of random.pieces(bytes)) {
    decoder.push(piece)
    for (let body = decoder.next(); body !== undefined; body = decoder.next()) given += body.length
  }
  if (given > bytes.length) throw new Error(`gave ${given} bytes of ${bytes.length}`)
})

fuzz('commands', [ProtocolError], random => {
  const body = input(
    random,
    FRAMES.map(frame => frame.subarray(2)),
  )
  switch (commandName(body)) {
    case 'READY':
      decodeReady(body)
      break
    case 'ERROR':
      decodeError(body)
      break
    case 'PING':
      decodePing(body)
      break
  }
})

fuzz('metadata', [ProtocolError], random => {
  const bytes = input(
    random,
    FRAMES.filter(frame => frame.includes('READY')).map(frame => frame.subarray(8)),
  )
  propertyValues(bytes, 0, 'Socket-Type')
  decodeMetadata(bytes)
})

fuzz('connection', [], random => {
  const peer = new RecordedPeer({
    socketType: random.pick(['PUSH', 'PULL', 'PAIR']),
    maxMessageSize: LIMIT,
    maxParts: Infinity,
    maxTotalSize: Infinity,
  })
  peer.connection.start(0)
  const start = random.below(4) === 0 ? Buffer.alloc(0) : GREETING
  const later = Array.from({ length: random.below(6) }, () => input(random, FRAMES))
  let now = 0
  for (const piece of random.pieces(Buffer.concat([start, ...later]))) {
    now += random.below(20)
    peer.receive(piece, now)
    if (random.below(8) === 0) peer.connection.tick(now)
  }
  peer.connection.end(new Error('the end'))
  if (peer.connection.state !== 'closed') throw new Error(`left in ${peer.connection.state}`)
})

fuzz('capture', [CaptureFormatError], random => {
  const decoder = new CaptureDecoder()
  // Behind a whole header: damage to that is seen too soon to show anything else.
  const whole = random.pick(CAPTURES)
  const header = random.below(4) === 0 ? 0 : headerLength(whole)
  const bytes = Buffer.concat([whole.subarray(0, header), input(random, [whole.subarray(header)])])
  for (const piece of random.pieces(bytes)) {
    decoder.push(piece)
    while (decoder.next() !== undefined);
  }
})

function headerLength(capture: Buffer): number {
  const decoder = new CaptureDecoder()
  decoder.push(capture)
  decoder.next()
  return decoder.offset
}
