// PLAIN (RFC 24): the client says name and password in clear, ZAP judges them.
//
//   client  HELLO ──►            ──► ZAP ──► WELCOME   server
//           INITIATE metadata ──►                ◄── READY metadata
//
//   command   offset  size  field
//   HELLO     6       1     user name length u
//             7       u     user name
//             7+u     1     password length p
//             8+u     p     password
//   WELCOME   8       0
//   INITIATE  9       …     properties
//   ERROR     —       5     `^RROR`, then as RFC 23 has it: see encodeRefusal
import { UsageError } from '../../errors.js'
import {
  decodeError,
  encodeCommand,
  encodeError,
  encodeReady,
  isCommand,
  READY_METADATA_OFFSET,
} from '../command.js'
import type { ZapVerdict } from '../zap.js'
import type { Mechanism, MechanismPeer, MechanismStep } from './mechanism.js'
import {
  checkCommandStructure,
  handshakeFault,
  readPeer,
  readPeerAsClient,
  unexpectedCommand,
} from './peer.js'

const RFC = 'RFC 24 §Grammar'
const HELLO_OFFSET = 6
const WELCOME_LENGTH = 8
const INITIATE_METADATA_OFFSET = 9
const FIELD_MAX = 255

/** What libzmq says since 4.3 instead of the length and name of ERROR. */
const REFUSAL = Buffer.from('^RROR', 'latin1')

/** What a PLAIN client is known by. */
export interface PlainCredentials {
  /** At most 255 octets each. */
  readonly username: Uint8Array
  readonly password: Uint8Array
}

/**
 * The client's side of PLAIN.
 *
 * @param metadata what we say of ourselves, encoded
 * @throws UsageError for a name or password of more than 255 octets
 */
export function plainClient(metadata: Uint8Array, credentials: PlainCredentials): Mechanism {
  const hello = encodeHello(credentials)
  let expected: 'WELCOME' | 'READY' = 'WELCOME'
  return {
    name: 'PLAIN',
    asServer: false,
    start: () => ({ kind: 'next', replies: [hello] }),
    receive(body): MechanismStep {
      const refusal = decodeRefusal(body)
      if (refusal !== undefined) return { kind: 'refused', reason: refusal }
      if (!isCommand(body, expected)) throw unexpectedCommand(body, `${expected} or ERROR`, RFC)
      if (expected === 'READY') {
        return { kind: 'ready', peer: readPeerAsClient(body, READY_METADATA_OFFSET) }
      }
      if (body.length !== WELCOME_LENGTH) {
        throw handshakeFault('ZMTP_MALFORMED_COMMAND_WELCOME', 'WELCOME has a body', RFC)
      }
      expected = 'READY'
      return { kind: 'next', replies: [encodeCommand('INITIATE', metadata)] }
    },
    answered: neverAsked,
    forget: () => hello.fill(0),
  }
}

/**
 * The server's side of PLAIN: it knows no password, ZAP is always asked (RFC 27 §The PLAIN mechanism).
 *
 * @param metadata what we say of ourselves, encoded
 */
export function plainServer(metadata: Uint8Array): Mechanism {
  let expected: 'HELLO' | 'nothing' | 'INITIATE' = 'HELLO'
  return {
    name: 'PLAIN',
    asServer: true,
    start: () => ({ kind: 'next' }),
    receive(body): MechanismStep {
      if (expected === 'nothing') {
        throw handshakeFault('ZMTP_UNSPECIFIED', 'a command came before WELCOME', RFC)
      }
      if (expected === 'HELLO') {
        const { username, password } = decodeHello(body)
        expected = 'nothing'
        return { kind: 'ask', question: { mechanism: 'PLAIN', credentials: [username, password] } }
      }
      if (!isCommand(body, 'INITIATE')) throw unexpectedCommand(body, 'INITIATE', RFC)
      const peer: MechanismPeer = readPeer(body, INITIATE_METADATA_OFFSET)
      return { kind: 'ready', peer, replies: [encodeReady(metadata)] }
    },
    answered({ status }: ZapVerdict): MechanismStep {
      if (status === 200) {
        expected = 'INITIATE'
        return { kind: 'next', replies: [encodeCommand('WELCOME')] }
      }
      return {
        kind: 'denied',
        status,
        replies: status === 300 ? [] : [encodeRefusal(String(status))],
      }
    },
    refusal: encodeRefusal,
  }
}

/** HELLO's body. @throws UsageError for a field that is too long */
function encodeHello({ username, password }: PlainCredentials): Buffer {
  if (username.length > FIELD_MAX || password.length > FIELD_MAX) {
    throw new UsageError(`a PLAIN user name or password has at most ${FIELD_MAX} octets`)
  }
  return encodeCommand('HELLO', withLength(username), withLength(password))
}

function withLength(field: Uint8Array): Buffer {
  return Buffer.from([field.length, ...field])
}

/** The two fields of HELLO, copied. @throws ProtocolError in libzmq's order of checks */
function decodeHello(body: Buffer): PlainCredentials {
  checkCommandStructure(body, RFC)
  if (!isCommand(body, 'HELLO')) throw unexpectedCommand(body, 'HELLO', RFC)
  const username = readField(body, HELLO_OFFSET)
  const password = readField(body, HELLO_OFFSET + 1 + username.length)
  if (HELLO_OFFSET + 2 + username.length + password.length !== body.length) {
    throw malformedHello('HELLO goes on after the password')
  }
  return { username, password }
}

function readField(body: Buffer, offset: number): Buffer {
  const length = body[offset]
  const start = offset + 1
  if (length === undefined || start + length > body.length) {
    throw malformedHello('HELLO without its whole user name and password')
  }
  return Buffer.from(body.subarray(start, start + length))
}

function malformedHello(text: string): Error {
  return handshakeFault('ZMTP_MALFORMED_COMMAND_HELLO', text, RFC)
}

/**
 * The server's ERROR as libzmq has written it since 4.3: `^RROR` where length and name should be. A libzmq
 * client takes no other form for a refusal: it would report a broken protocol instead of the status.
 */
function encodeRefusal(reason: string): Buffer {
  return Buffer.concat([REFUSAL, encodeError(reason).subarray(HELLO_OFFSET)])
}

/** The reason of an ERROR in either form; undefined for another command. */
function decodeRefusal(body: Buffer): string | undefined {
  if (isCommand(body, 'ERROR')) return decodeError(body)
  const isRefusal = REFUSAL.equals(body.subarray(0, REFUSAL.length))
  return isRefusal ? decodeError(body, REFUSAL.length) : undefined
}

function neverAsked(): never {
  throw new Error('a client asks no ZAP handler')
}
