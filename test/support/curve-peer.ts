// CURVE by hand: both sides of the handshake written down from RFC 26 with the boxes of tweetnacl, so that ours is
// not its own judge. Every step can be bent.
import { randomBytes } from 'node:crypto'
import nacl from 'tweetnacl'

/** A key pair of tweetnacl's. */
export interface Pair {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

export const pair = (): Pair => nacl.box.keyPair()

const text = (value: string): Buffer => Buffer.from(value, 'latin1')
const short = (count: number): Buffer => {
  const octets = Buffer.alloc(8)
  octets.writeBigUInt64BE(BigInt(count))
  return octets
}
const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts)

/** Seals with a nonce of a text and octets. */
const seal = (
  inner: Uint8Array,
  prefix: string,
  nonce: Uint8Array,
  to: Uint8Array,
  from: Uint8Array,
): Buffer => Buffer.from(nacl.box(inner, join(text(prefix), nonce), to, from))

/** Opens; throws if it does not. */
const open = (
  box: Uint8Array,
  prefix: string,
  nonce: Uint8Array,
  from: Uint8Array,
  to: Uint8Array,
): Buffer => {
  const opened = nacl.box.open(box, join(text(prefix), nonce), from, to)
  if (opened === null) throw new Error(`${prefix} does not open`)
  return Buffer.from(opened)
}

/** What of a client's commands can be bent. */
export interface ClientBend {
  readonly helloNonce?: number
  readonly version?: readonly [number, number]
  readonly padding?: number
  readonly signature?: number
  readonly initiateNonce?: number
  readonly cookie?: Uint8Array
  readonly vouchFor?: Uint8Array
  readonly vouchServer?: Uint8Array
  readonly vouchBy?: Uint8Array
}

/** A client. */
export class HandClient {
  readonly long: Pair
  readonly session = pair()
  readonly #server: Uint8Array
  readonly #bend: ClientBend
  serverSession: Uint8Array = new Uint8Array(32)
  cookie: Uint8Array = new Uint8Array(96)

  constructor(server: Uint8Array, bend: ClientBend = {}, long: Pair = pair()) {
    this.#server = server
    this.#bend = bend
    this.long = long
  }

  hello(): Buffer {
    const { helloNonce = 1, version = [1, 0], padding = 0, signature = 0 } = this.#bend
    const nonce = short(helloNonce)
    const zeros = new Uint8Array(64)
    zeros[63] = signature
    const box = seal(zeros, 'CurveZMQHELLO---', nonce, this.#server, this.session.secretKey)
    const pad = Buffer.alloc(72)
    pad[71] = padding
    return join(text('\x05HELLO'), Buffer.from(version), pad, this.session.publicKey, nonce, box)
  }

  welcomed(body: Buffer): void {
    const opened = open(
      body.subarray(24),
      'WELCOME-',
      body.subarray(8, 24),
      this.#server,
      this.session.secretKey,
    )
    this.serverSession = opened.subarray(0, 32)
    this.cookie = opened.subarray(32)
  }

  initiate(metadata: Uint8Array): Buffer {
    const { initiateNonce = 2, cookie = this.cookie } = this.#bend
    const { vouchFor = this.session.publicKey, vouchServer = this.#server } = this.#bend
    const { vouchBy = this.long.secretKey } = this.#bend
    const vouchNonce = randomBytes(16)
    const vouch = seal(
      join(vouchFor, vouchServer),
      'VOUCH---',
      vouchNonce,
      this.serverSession,
      vouchBy,
    )
    const nonce = short(initiateNonce)
    const box = seal(
      join(this.long.publicKey, vouchNonce, vouch, metadata),
      'CurveZMQINITIATE',
      nonce,
      this.serverSession,
      this.session.secretKey,
    )
    return join(text('\x08INITIATE'), cookie, nonce, box)
  }

  /** The metadata in a READY. */
  ready(body: Buffer): Buffer {
    return open(
      body.subarray(14),
      'CurveZMQREADY---',
      body.subarray(6, 14),
      this.serverSession,
      this.session.secretKey,
    )
  }

  message(count: number, flags: number, payload: string, prefix = 'CurveZMQMESSAGEC'): Buffer {
    return message(count, flags, payload, prefix, this.serverSession, this.session.secretKey)
  }

  /** Flags and payload of a MESSAGE. */
  read(body: Buffer): Buffer {
    return read(body, 'CurveZMQMESSAGES', this.serverSession, this.session.secretKey)
  }
}

/** A server. */
export class HandServer {
  readonly long: Pair
  readonly session = pair()
  readonly cookie = randomBytes(96)
  clientSession: Uint8Array = new Uint8Array(32)
  clientKey: Uint8Array = new Uint8Array(32)

  constructor(long: Pair = pair()) {
    this.long = long
  }

  /** Checks a HELLO to the last octet. */
  greeted(body: Buffer): void {
    if (
      body.length !== 200 ||
      !body.subarray(0, 80).equals(join(text('\x05HELLO\x01\0'), Buffer.alloc(72)))
    ) {
      throw new Error('another HELLO')
    }
    this.clientSession = Buffer.from(body.subarray(80, 112))
    const nonce = body.subarray(112, 120)
    const zeros = open(
      body.subarray(120),
      'CurveZMQHELLO---',
      nonce,
      this.clientSession,
      this.long.secretKey,
    )
    if (!zeros.equals(Buffer.alloc(64))) throw new Error('another signature')
  }

  welcome(): Buffer {
    const nonce = randomBytes(16)
    const inner = join(this.session.publicKey, this.cookie)
    return join(
      text('\x07WELCOME'),
      nonce,
      seal(inner, 'WELCOME-', nonce, this.clientSession, this.long.secretKey),
    )
  }

  /** Opens an INITIATE and its vouch; gives the metadata. */
  initiated(body: Buffer): Buffer {
    if (!body.subarray(9, 105).equals(this.cookie)) throw new Error('another cookie')
    const inner = open(
      body.subarray(113),
      'CurveZMQINITIATE',
      body.subarray(105, 113),
      this.clientSession,
      this.session.secretKey,
    )
    this.clientKey = inner.subarray(0, 32)
    const vouch = open(
      inner.subarray(48, 128),
      'VOUCH---',
      inner.subarray(32, 48),
      this.clientKey,
      this.session.secretKey,
    )
    if (!vouch.equals(join(this.clientSession, this.long.publicKey))) throw new Error('the vouch')
    return inner.subarray(128)
  }

  ready(metadata: Uint8Array, count = 1): Buffer {
    const nonce = short(count)
    return join(
      text('\x05READY'),
      nonce,
      seal(metadata, 'CurveZMQREADY---', nonce, this.clientSession, this.session.secretKey),
    )
  }

  message(count: number, flags: number, payload: string): Buffer {
    const { clientSession, session } = this
    return message(count, flags, payload, 'CurveZMQMESSAGES', clientSession, session.secretKey)
  }

  read(body: Buffer): Buffer {
    return read(body, 'CurveZMQMESSAGEC', this.clientSession, this.session.secretKey)
  }
}

function message(
  count: number,
  flags: number,
  payload: string,
  prefix: string,
  to: Uint8Array,
  from: Uint8Array,
): Buffer {
  const nonce = short(count)
  const inner = join(Buffer.from([flags]), text(payload))
  return join(text('\x07MESSAGE'), nonce, seal(inner, prefix, nonce, to, from))
}

function read(body: Buffer, prefix: string, from: Uint8Array, to: Uint8Array): Buffer {
  return open(body.subarray(16), prefix, body.subarray(8, 16), from, to)
}
