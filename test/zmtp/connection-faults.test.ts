// Every rule a peer can break, as a table: the bytes, the state they are found in, our code, and the
// number our monitor reports with HANDSHAKE_FAILED_PROTOCOL (zmq_socket_monitor(3)), where it does.
import t from 'tap'
import type { ConnectionSettings, ConnectionState } from '../../lib/zmtp/connection-contract.js'
import { HANDSHAKE_BODY_MAX } from '../../lib/zmtp/connection-contract.js'
import { ProtocolError } from '../../lib/errors.js'
import { feedByteByByte, hex } from '../support/bytes.js'
import { RecordedPeer } from '../support/drive.js'

const GREETING = 'ff00000000000000017f 03 01 "NULL" 00*16 00 00*31'
const READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const OUR_GREETING_AND_READY = 92
const INVALID_METADATA = 'ERR_ZMTP_METADATA_REFUSED'

function started(settings: Partial<ConnectionSettings> = {}): RecordedPeer {
  const peer = new RecordedPeer({ socketType: 'PULL', ...settings })
  peer.connection.start(0)
  return peer
}

interface Fault {
  readonly name: string
  readonly bytes: string
  readonly state: Exclude<ConnectionState, 'closed'>
  readonly code: string
  readonly number?: number
  readonly settings?: Partial<ConnectionSettings>
}

const mechanism = (name: string, field: string): Fault => ({
  name: `mechanism ${name}`,
  bytes: `ff00000000000000017f 03 01 ${field} 00 00*31`,
  state: 'greeting',
  code: 'ERR_ZMTP_MECHANISM_MISMATCH',
  number: 0x11000002,
})

const version = (name: string, bytes: string): Fault => ({
  name: `version: ${name}`,
  bytes,
  state: 'greeting',
  code: 'ERR_ZMTP_VERSION_REFUSED',
  settings: { minimumZmtp: 3 },
})

const old = (name: string, bytes: string, code: string): Fault => ({
  name: `old peer: ${name}`,
  bytes,
  state: 'traffic',
  code,
})

const first = (name: string, frame: string): Fault => ({
  name: `first frame: ${name}`,
  bytes: `${GREETING} ${frame}`,
  state: 'handshake',
  code: 'ERR_ZMTP_UNEXPECTED_COMMAND',
  number: 0x10000001,
})

const metadata = (name: string, frame: string): Fault => ({
  name: `READY: ${name}`,
  bytes: `${GREETING} ${frame}`,
  state: 'handshake',
  code: INVALID_METADATA,
})

const error = (name: string, frame: string): Fault => ({
  name: `ERROR: ${name}`,
  bytes: `${GREETING} ${frame}`,
  state: 'handshake',
  code: 'ERR_ZMTP_MALFORMED_COMMAND_ERROR',
  number: 0x10000015,
})

const traffic = (
  name: string,
  frame: string,
  code: string,
  settings: Partial<ConnectionSettings> = {},
): Fault => ({
  name: `traffic: ${name}`,
  bytes: `${GREETING} ${READY} ${frame}`,
  state: 'traffic',
  code,
  settings,
})

const large = (name: string, frame: string, settings: Partial<ConnectionSettings> = {}): Fault => ({
  name: `handshake: ${name}`,
  bytes: `${GREETING} ${frame}`,
  state: 'handshake',
  code: 'ERR_ZMTP_FRAME_TOO_LARGE',
  settings,
})

const FAULTS: readonly Fault[] = [
  mechanism('PLAIN', '"PLAIN" 00*15'),
  mechanism('CURVE', '"CURVE" 00*15'),
  mechanism('in lower case', '"null" 00*16'),
  mechanism('longer', '"NULLX" 00*15'),
  mechanism('shorter', '"NUL" 00*17'),
  mechanism('empty', '00*20'),
  mechanism('unknown', '"FOO" 00*17'),
  mechanism('with a stray octet at its end', '"NULL" 00*15 01'),
  mechanism('ff*20, revision 255', 'ff*20'),

  version('HTTP', '"GET / HTTP/1.1"'),
  version('TLS', '16 03 01 00f4'),
  version('1.0 without a signature', '01 00'),
  version('1.0 with a long length', 'ff 0000000000000003 00 61 62'),
  version('revision 0', 'ff00000000000000017f 00 07'),
  version('2.0', 'ff00000000000000017f 01 08 00 00'),
  { ...version('1.0 where 2.0 is wanted', '01 00'), settings: { minimumZmtp: 2 } },
  {
    name: 'version: 2.0, a socket type that cannot be met',
    bytes: 'ff00000000000000017f 01 01',
    state: 'greeting',
    code: 'ERR_ZMTP_SOCKET_TYPE_MISMATCH',
  },
  {
    name: 'version: 2.0, no socket type',
    bytes: 'ff00000000000000017f 01 0b',
    state: 'greeting',
    code: 'ERR_ZMTP_SOCKET_TYPE_MISMATCH',
  },

  old('HTTP', '"GET / HTTP/1.1"', 'ERR_ZMTP_RESERVED_FLAGS'),
  old('TLS', '16 03 01 00f4', 'ERR_ZMTP_RESERVED_FLAGS'),
  old('1.0, length 0', '00', 'ERR_ZMTP_MALFORMED_FRAME'),
  old('1.0, long length 0', 'ff 0000000000000000 00', 'ERR_ZMTP_MALFORMED_FRAME'),
  old('1.0, an identity of 256 bytes', 'ff 0000000000000101 00', 'ERR_ZMTP_FRAME_TOO_LARGE'),
  old(
    '2.0, an identity of 256 bytes',
    'ff00000000000000017f 01 08 02 0000000000000100',
    'ERR_ZMTP_FRAME_TOO_LARGE',
  ),
  old(
    '2.0, a command',
    'ff00000000000000017f 01 08 0000 04 07 04 "PING" 0000',
    'ERR_ZMTP_RESERVED_FLAGS',
  ),
  old('2.0, reserved flags', 'ff00000000000000017f 01 08 0000 08', 'ERR_ZMTP_RESERVED_FLAGS'),

  first('message', '00 02 6869'),
  first('empty message', '00 00'),
  first('READY as a message', '00 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'),
  first('READY with MORE', '05 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'),
  first('ready in lower case', '04 1a 05 "ready" 0b "Socket-Type" 00000004 "PUSH"'),
  first('HELLO', '04 13 05 "HELLO" 05 "admin" 06 "secret"'),
  first('INITIATE', '04 09 08 "INITIATE"'),
  first('PING', '04 07 04 "PING" 0000'),
  first('unknown', '04 06 03 "FOO" 7878'),
  first('empty command', '04 00'),
  first('name of no length', '04 01 00'),
  first('name past the end', '04 02 09 41'),
  first('a second greeting', GREETING.replace('ff', '04')),

  metadata('value past the end', '04 0d 05 "READY" 01 41 00000009 78'),
  metadata('value of 2^31 bytes', '04 0c 05 "READY" 01 41 80000000'),
  metadata('value of 2^32 - 1 bytes', '04 0d 05 "READY" 01 41 ffffffff 78'),
  metadata('name past the end', '04 08 05 "READY" 20 41'),
  metadata('empty name', '04 0c 05 "READY" 00 00000001 78'),
  metadata('illegal name', '04 0e 05 "READY" 03 "A B" 00000000'),
  metadata('stray octet', '04 1b 05 "READY" 0b "Socket-Type" 00000004 "PUSH" 00'),

  error('no length', '04 06 05 "ERROR"'),
  error('length past the end', '04 0a 05 "ERROR" 04 "400"'),

  large('READY of 2^40 bytes', '06 0000010000000000'),
  large('READY of 64 KiB and one', `06 ${(HANDSHAKE_BODY_MAX + 1).toString(16).padStart(16, '0')}`),
  large('READY over the limit', '04 1a', { maxMessageSize: 25 }),

  traffic('one over the limit', '02 000000000000012d', 'ERR_ZMTP_FRAME_TOO_LARGE', {
    maxMessageSize: 300,
  }),
  traffic('a command over the limit', '04 65', 'ERR_ZMTP_FRAME_TOO_LARGE', { maxMessageSize: 100 }),
  traffic('2^63 bytes', '02 8000000000000000', 'ERR_ZMTP_FRAME_TOO_LARGE'),
  traffic('reserved bit 08', '08', 'ERR_ZMTP_RESERVED_FLAGS'),
  traffic('reserved bit 80', '80', 'ERR_ZMTP_RESERVED_FLAGS'),
  traffic('reserved bit on a command', '0c 07', 'ERR_ZMTP_RESERVED_FLAGS'),
  traffic('COMMAND with MORE', '05 04 03 "FOO"', 'ERR_ZMTP_MALFORMED_FRAME'),
  traffic('PING without a time to live', '04 05 04 "PING"', 'ERR_ZMTP_MALFORMED_PING'),
  traffic('PING with half a time to live', '04 06 04 "PING" 00', 'ERR_ZMTP_MALFORMED_PING'),
  traffic('a second greeting', GREETING, 'ERR_ZMTP_RESERVED_FLAGS'),
  {
    name: 'handshake: reserved bit on READY',
    bytes: `${GREETING} 14 1a 05 "READY"`,
    state: 'handshake',
    code: 'ERR_ZMTP_RESERVED_FLAGS',
  },
]

for (const { name, bytes, state, code, number, settings = {} } of FAULTS) {
  t.test(name, async t => {
    const stream = hex(bytes)
    const feeds: Record<string, (peer: RecordedPeer) => void> = {
      whole: peer => void peer.connection.receive(stream, 0),
      'a byte at a time': peer =>
        feedByteByByte(stream, chunk => peer.connection.receive(chunk, 0)),
      'with more behind it': peer =>
        void peer.connection.receive(Buffer.concat([stream, hex('00026869')]), 0),
    }
    for (const [how, feed] of Object.entries(feeds)) {
      const peer = started(settings)
      feed(peer)
      const { failure } = peer.connection
      t.match(failure, { kind: 'protocol', state, error: { code, number } }, how)
      t.equal(failure?.error.constructor, ProtocolError, how)
      t.equal(failure?.protocolNumber, number, how)
      t.equal(peer.connection.state, 'closed', how)
      t.equal(peer.readies.length, state === 'traffic' ? 1 : 0, how)
      t.same(peer.messages, [], `${how}: nothing is delivered`)
      const said = peer.take()
      t.equal(said.includes('PONG'), false, how)
      t.ok(said.length <= OUR_GREETING_AND_READY, `${how}: no command but READY`)
    }
  })
}
