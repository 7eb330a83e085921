// The fixtures are what libzmq sent; our decoders read them, and our encoders write them again to the byte.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { encodeRow, type CaptureRow, type ConnectionSide } from '../lib/capture/format.js'
import { type Capture, readCapture } from '../lib/capture/player.js'
import {
  encodeEventV1,
  encodeEventV2,
  getMonitorEvent,
  getMonitorEventV2,
  type ByteOrder,
} from '../lib/monitor/codec.js'
import { eventName } from '../lib/monitor/events.js'
import {
  commandName,
  decodeError,
  decodePing,
  encodeError,
  encodePing,
  encodePong,
  encodeReady,
  READY_METADATA_OFFSET,
} from '../lib/zmtp/command.js'
import { FLAG_COMMAND, FLAG_MORE } from '../lib/zmtp/frame-header.js'
import { FrameDecoder } from '../lib/zmtp/frame.js'
import { FrameEncoder } from '../lib/zmtp/frame-encoder.js'
import {
  encodeGreetingTail,
  encodeRevision,
  encodeSignature,
  GREETING_LENGTH,
  GreetingDecoder,
} from '../lib/zmtp/greeting.js'
import { decodeMetadata, encodeMetadata } from '../lib/zmtp/metadata.js'
import { hex } from './support/bytes.js'
import { illegalOrdersIn } from './support/legal-capture.js'

const FOLDER = 'fixtures'

function list(kind: string): string[] {
  return readdirSync(join(FOLDER, kind)).map(name => `${kind}/${name}`)
}

const MONITOR_FILES = list('monitor')
const WIRE_FILES = list('wire')
const CAPTURE_FILES = list('captures')

const digits = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

async function read(t: Test, file: string): Promise<Capture> {
  const capture = await readCapture(join(FOLDER, file))
  t.equal(capture.ending.kind, 'closed', `${file} is whole`)
  return capture
}

/** The bytes one side of a connection sent, joined. */
function streamOf(rows: readonly CaptureRow[], connection: string, from: ConnectionSide): Buffer {
  const pieces: Uint8Array[] = []
  for (const row of rows) {
    if (row.kind === 'wire' && row.connection === connection && row.from === from) {
      pieces.push(row.bytes)
    }
  }
  return Buffer.concat(pieces)
}

/** What libzmq sent, by connection. */
function ownStreams({ rows }: Capture): Map<string, Buffer> {
  const streams = new Map<string, Buffer>()
  for (const row of rows) {
    if (row.kind !== 'connection' || row.own === undefined) continue
    streams.set(row.connection, streamOf(rows, row.connection, row.own))
  }
  return streams
}

t.test('the README lists every file, and no other', async t => {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8')
  const listed = [...readme.matchAll(/^\| `((?:monitor|wire)\/[^`]+)` +\| /gm)].map(
    ([, file]) => file,
  )
  t.same(listed.toSorted(), [...MONITOR_FILES, ...WIRE_FILES].toSorted())
  t.match(readme, 'npm run fixtures')
  t.ok(MONITOR_FILES.length >= 40, `${MONITOR_FILES.length} monitor fixtures`)
  t.ok(WIRE_FILES.length >= 15, `${WIRE_FILES.length} wire fixtures`)
})

t.test('a file is its rows: read and written again it is the same', async t => {
  for (const file of [...MONITOR_FILES, ...WIRE_FILES]) {
    const { header, rows } = await read(t, file)
    const again = Buffer.concat(rows.map(row => encodeRow(row)))
    if (!again.equals(readFileSync(join(FOLDER, file)))) t.fail(`${file} differs`)
    t.match(header, { implementation: 'libzmq', implementationVersion: '4.3.5', byteOrder: 'LE' })
    t.equal(file.split('/')[1]?.replace(/(\.v[12])?\.msgpack$/, ''), header.source)
  }
})

function recode(parts: readonly Uint8Array[], version: 1 | 2, order: ByteOrder): Buffer[] {
  if (version === 1) {
    const { event, value, address } = getMonitorEvent(parts, order)
    return encodeEventV1(event, value, address, order)
  }
  const { event, values, local, remote } = getMonitorEventV2(parts, order)
  return encodeEventV2(event, values, local, remote, order)
}

t.test('monitor fixtures: decoded and encoded again, in either order', async t => {
  let events = 0
  for (const file of MONITOR_FILES) {
    const { header, rows } = await readCapture(join(FOLDER, file))
    for (const row of rows) {
      if (row.kind !== 'monitor') continue
      events++
      t.equal(file.includes(`.v${row.version}.`), true)
      const again = recode(row.parts, row.version, header.byteOrder)
      if (again.map(digits).join() !== row.parts.map(digits).join()) t.fail(`${file} at ${row.at}`)
    }
  }
  t.ok(events > 300, `${events} events`)
})

/** Names of the events of each socket, in order. */
function eventsOf({ rows, header }: Capture): Record<string, string[]> {
  const sockets: Record<string, string[]> = {}
  for (const row of rows) {
    if (row.kind !== 'monitor') continue
    const { event } =
      row.version === 1
        ? getMonitorEvent(row.parts, header.byteOrder)
        : getMonitorEventV2(row.parts, header.byteOrder)
    ;(sockets[row.socket] ??= []).push(eventName(event) ?? `unknown ${event}`)
  }
  return sockets
}

/** Names in order, each once: how often a retry comes before the scenario ends is a matter of time. */
function story(sockets: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(sockets).map(([name, events]) => [name, [...new Set(events)]]),
  )
}

t.test('version 1 and version 2 tell the same story', async t => {
  for (const file of MONITOR_FILES.filter(name => name.includes('.v1.'))) {
    const one = eventsOf(await readCapture(join(FOLDER, file)))
    const two = eventsOf(await readCapture(join(FOLDER, file.replace('.v1.', '.v2.'))))
    t.same(story(one), story(two), file)
  }
})

t.test('every event but those that take a broken system is in some fixture', async t => {
  const seen = new Set<string>()
  for (const file of MONITOR_FILES) {
    const sockets = eventsOf(await readCapture(join(FOLDER, file)))
    for (const name of Object.values(sockets).flat()) seen.add(name)
  }
  t.same([...seen].toSorted(), [
    'ACCEPTED',
    'ACCEPT_FAILED',
    'BIND_FAILED',
    'CLOSED',
    'CONNECTED',
    'CONNECT_DELAYED',
    'CONNECT_RETRIED',
    'DISCONNECTED',
    'HANDSHAKE_FAILED_AUTH',
    'HANDSHAKE_FAILED_NO_DETAIL',
    'HANDSHAKE_FAILED_PROTOCOL',
    'HANDSHAKE_SUCCEEDED',
    'LISTENING',
    'MONITOR_STOPPED',
    'PIPES_STATS',
  ])
})

/** Decodes what stands in a command and encodes it again. */
function recodeCommand(body: Buffer): Buffer {
  switch (commandName(body)) {
    case 'READY':
      return encodeReady(encodeMetadata(decodeMetadata(body, READY_METADATA_OFFSET)))
    case 'ERROR':
      return encodeError(decodeError(body))
    case 'PING': {
      const { timeToLiveDeciseconds, context } = decodePing(body)
      return encodePing(timeToLiveDeciseconds, context)
    }
    case 'PONG':
      return encodePong(body.subarray(5))
    default:
      return body
  }
}

/** Cuts frames out of a stream and packs them again; commands through their own decoders. */
function recodeFrames(stream: Buffer, isVersion1 = false): Buffer {
  const decoder = new FrameDecoder(Infinity)
  const encoder = new FrameEncoder()
  if (isVersion1) {
    decoder.readVersion1()
    encoder.writeVersion1()
  }
  decoder.push(stream)
  const parts: Buffer[] = []
  for (let body = decoder.next(); body !== undefined; body = decoder.next()) {
    if ((decoder.flags & FLAG_COMMAND) !== 0) encoder.command(recodeCommand(body))
    else {
      parts.push(body)
      if ((decoder.flags & FLAG_MORE) === 0) encoder.message(parts.splice(0))
    }
  }
  return Buffer.concat(encoder.take())
}

t.test('wire fixtures of ZMTP 3.1: greeting and frames, decoded and encoded again', async t => {
  for (const file of WIRE_FILES.filter(name => !name.includes('/zmtp-'))) {
    for (const [connection, stream] of ownStreams(await readCapture(join(FOLDER, file)))) {
      if (connection === '2.0') continue
      const decoder = new GreetingDecoder()
      const used = decoder.push(stream)
      const { greeting } = decoder
      if (greeting === undefined) {
        t.fail(`${file} ${connection}: no greeting`)
        continue
      }
      t.equal(used, GREETING_LENGTH)
      t.equal(greeting.asServer, false, 'as-server is 0, whatever the mechanism')
      const routingIdLength = Number(stream.readBigUInt64BE(1)) - 1
      const again = Buffer.concat([
        encodeSignature(routingIdLength),
        encodeRevision(),
        encodeGreetingTail(greeting.mechanism, greeting.asServer),
        recodeFrames(stream.subarray(used)),
      ])
      t.equal(again.equals(stream), true, `${file} ${connection}`)
    }
  }
})

t.test('wire fixtures of ZMTP 2.0 and 1.0: frames, decoded and encoded again', async t => {
  for (const file of WIRE_FILES.filter(name => name.includes('/zmtp-'))) {
    // Signature, revision 3, socket type; to a peer without a signature nothing but the signature.
    const greetingLength = file.includes('unversioned') ? 10 : 12
    for (const [connection, stream] of ownStreams(await readCapture(join(FOLDER, file)))) {
      const frames = stream.subarray(greetingLength)
      const again = recodeFrames(frames, file.includes('1.0'))
      t.equal(again.equals(frames), true, `${file} ${connection}`)
    }
  }
})

/** READY as the reference tells it, and what else was seen, by file and connection. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'greeting-routing-id': {
    push: 'ff 0000000000000007 7f 03 01 "NULL" 00*16 00*32 04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"',
  },
  'greeting-mechanisms': {
    plain: 'ff 0000000000000001 7f 03 01 "PLAIN" 00*15 00*32',
    curve: 'ff 0000000000000001 7f 03 01 "CURVE" 00*15 00*32',
  },
  'ready-metadata': {
    push: `ff 0000000000000001 7f 03 01 "NULL" 00*16 00*32 04 29 05 "READY" 0b "Socket-Type" 00000004 "PUSH"
           05 "X-key" 00000005 "value"`,
  },
  'error-null': {
    pull: 'ff 0000000000000001 7f 03 01 "NULL" 00*16 00*32 04 0a 05 "ERROR" 03 "400"',
  },
  'plain-server-refuses': {
    pull: 'ff 0000000000000001 7f 03 01 "PLAIN" 00*15 00*32 04 09 "^RROR" 03 "400"',
  },
  'plain-client': {
    push: `ff 0000000000000001 7f 03 01 "PLAIN" 00*15 00*32 04 13 05 "HELLO" 05 "admin" 06 "secret"
           04 1d 08 "INITIATE" 0b "Socket-Type" 00000004 "PUSH" 00 02 "hi"`,
  },
  pong: {
    pull: `ff 0000000000000001 7f 03 01 "NULL" 00*16 00*32 04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"
           04 05 04 "PONG" 04 07 04 "PONG" "ab" 04 15 04 "PONG" "abcdefghijklmnop"`,
  },
  'zmtp-2.0': {
    PUSH: 'ff 0000000000000001 7f 03 08 00 00 01 01 "a" 00 02 "bc" 00 fe 07*254',
    PULL: 'ff 0000000000000001 7f 03 07 00 00',
    PAIR: 'ff 0000000000000001 7f 03 00 00 00 01 01 "a" 00 02 "bc" 00 fe 07*254',
  },
  'zmtp-1.0': {
    PUSH: 'ff 0000000000000001 7f 03 08 01 00 02 01 "a" 03 00 "bc" ff 00000000000000ff 00 07*254',
    PULL: 'ff 0000000000000001 7f 03 07 01 00',
    PAIR: 'ff 0000000000000001 7f 03 00 01 00 02 01 "a" 03 00 "bc" ff 00000000000000ff 00 07*254',
  },
  'zmtp-1.0-unversioned': {
    PUSH: 'ff 0000000000000001 7f 02 01 "a" 03 00 "bc" ff 00000000000000ff 00 07*254',
    PULL: 'ff 0000000000000001 7f',
    PAIR: 'ff 0000000000000001 7f 02 01 "a" 03 00 "bc" ff 00000000000000ff 00 07*254',
  },
}

t.test('wire fixtures say what the reference says', async t => {
  for (const [id, connections] of Object.entries(EXPECTED)) {
    const streams = ownStreams(await readCapture(join(FOLDER, 'wire', `${id}.msgpack`)))
    for (const [connection, vector] of Object.entries(connections)) {
      const expected = digits(hex(vector.replaceAll(/\s+/g, ' ')))
      t.equal(digits(streams.get(connection) ?? hex('')), expected, `${id} ${connection}`)
    }
  }
})

t.test('captures of every format version stay readable', async t => {
  t.same(CAPTURE_FILES, ['captures/v1.msgpack'])
  for (const file of CAPTURE_FILES) {
    const { header, rows } = await read(t, file)
    t.equal(file, `captures/v${header.version}.msgpack`)
    const kinds = new Set(rows.map(({ kind }) => kind))
    t.same([...kinds].toSorted(), [
      'connection',
      'end',
      'gate',
      'header',
      'message',
      'monitor',
      'note',
      'start',
      'state',
      'wire',
    ])
  }
})

t.test('the monitors of every capture are legal', async t => {
  for (const folder of ['captures', 'monitor']) {
    t.strictSame(await illegalOrdersIn(join('fixtures', folder)), [], folder)
  }
})
