// Our side of a CURVE link (RFC 26), with NaCl as it is in the package tweetnacl: what we send is computed here from what
// has passed on the link, and what the endpoint sends is opened here. Shares nothing with our own engine.
//
// C, S: long-term keys of client and server; C', S': those of the link; box X→Y: sealed with X's secret for Y.
import { createRequire } from 'node:module'
import type nacl from 'tweetnacl'
import type { CurveChange, CurveCommand, Security } from './case.js'
import { ENDPOINT_KEYS, mechanismIn, OUR_KEYS } from './security.js'

/** NaCl's functions. */
export type Nacl = typeof nacl

let loaded: Nacl | undefined

/** NaCl; undefined if the package tweetnacl, which is an optional one, is not there. */
export function findNacl(): Nacl | undefined {
  try {
    loaded ??= createRequire(import.meta.url)('tweetnacl') as Nacl
  } catch {
    // Not installed: cases with CURVE are not run then, and the report says why.
  }
  return loaded
}

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex')
const text = (characters: string): Buffer => Buffer.from(characters, 'latin1')
const ZEROS = Buffer.alloc(64)

interface KeyPair {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

/** What a command of the endpoint held; or what is wrong with it. */
export type Opened = { readonly text: Buffer } | { readonly fault: string }

const faulty = (fault: string): Opened => ({ fault })

/** What a side is made with. */
export interface CurveSideSettings {
  readonly nacl: Nacl
  /** What we are: the other than the endpoint. */
  readonly role: 'client' | 'server'
  readonly random: (count: number) => Uint8Array
  /** What we say of ourselves. */
  readonly properties: Buffer
}

/** A number as a short nonce. */
function shortNonce(number: number): Buffer {
  const nonce = Buffer.alloc(8)
  nonce.writeBigUInt64BE(BigInt(number))
  return nonce
}

/** One link's keys and counters, from our side. */
export class CurveSide {
  readonly #settings: CurveSideSettings
  readonly #ours: KeyPair
  readonly #theirs = hex(ENDPOINT_KEYS.publicHex)
  /** C' or S' of ours. */
  #short: KeyPair
  /** C' or S' of the endpoint, once it has said it. */
  #peer: Uint8Array = Buffer.alloc(32)
  /** What the last WELCOME brought, or what ours did. */
  #cookie: Buffer = Buffer.alloc(96)
  #welcomeNonce: Buffer = Buffer.alloc(0)
  readonly #keys = new Map<string, Uint8Array>()
  #sent = 0
  #received = 0n
  /** READY has passed. */
  isReady = false

  constructor(settings: CurveSideSettings) {
    this.#settings = settings
    const { nacl, random } = settings
    this.#ours = { publicKey: hex(OUR_KEYS.publicHex), secretKey: hex(OUR_KEYS.secretHex) }
    this.#short = nacl.box.keyPair.fromSecretKey(random(32))
  }

  /** What must differ from link to link: the peer's short-term key, the cookie, the long nonce. */
  get traces(): readonly Buffer[] {
    const welcome = [this.#cookie, this.#cookie.subarray(0, 16), this.#welcomeNonce]
    return [Buffer.from(this.#peer), ...(this.#settings.role === 'client' ? welcome : [])]
  }

  /** Takes over the short-term key of another link. */
  likeOf(other: CurveSide): void {
    this.#short = other.#short
  }

  /** The body of a command of ours. */
  command(name: CurveCommand, change: CurveChange, octetsOf: (hex: string) => Buffer): Buffer {
    const given = change.text === undefined ? undefined : octetsOf(change.text)
    const body = this.#bodies[name](change, given, octetsOf)
    if (change.flip !== undefined) {
      const at = change.flip < 0 ? body.length + change.flip : change.flip
      body[at] = (body[at] ?? 0) ^ 1
    }
    if (change.length === undefined) return body
    return Buffer.concat([body, Buffer.alloc(change.length)]).subarray(0, change.length)
  }

  /** The body of a MESSAGE of ours. */
  message(inner: number, payload: Buffer): Buffer {
    return this.#message({}, Buffer.concat([Buffer.from([inner]), payload]))
  }

  #message(change: CurveChange, inside: Buffer): Buffer {
    const nonce = this.#next(change)
    const isClient = this.#settings.role === 'client'
    const prefix = change.prefix ?? `CurveZMQMESSAGE${isClient ? 'C' : 'S'}`
    const box = this.#box(inside, Buffer.concat([text(prefix), nonce]), this.#peer, this.#short)
    return Buffer.concat([text('\u0007MESSAGE'), nonce, box])
  }

  /** The next short nonce of ours; `change` may say another, and then the count goes on from the higher. */
  #next({ nonce }: CurveChange): Buffer {
    const number = nonce ?? this.#sent + 1
    this.#sent = Math.max(this.#sent, number)
    return shortNonce(number)
  }

  /** Keys that two pairs have in common are computed once. */
  #shared(publicKey: Uint8Array, { secretKey }: KeyPair): Uint8Array {
    const name = Buffer.concat([publicKey, secretKey]).toString('latin1')
    const key = this.#keys.get(name) ?? this.#settings.nacl.box.before(publicKey, secretKey)
    this.#keys.set(name, key)
    return key
  }

  #box(what: Uint8Array, nonce: Uint8Array, to: Uint8Array, from: KeyPair): Buffer {
    return Buffer.from(this.#settings.nacl.box.after(what, nonce, this.#shared(to, from)))
  }

  #open(box: Uint8Array, nonce: Uint8Array, from: Uint8Array, to: KeyPair): Buffer | undefined {
    const opened = this.#settings.nacl.box.open.after(box, nonce, this.#shared(from, to))
    return opened === null ? undefined : Buffer.from(opened)
  }

  readonly #bodies: Readonly<
    Record<
      CurveCommand,
      (change: CurveChange, given: Buffer | undefined, octetsOf: (hex: string) => Buffer) => Buffer
    >
  > = {
    HELLO: (change, given = ZEROS, octetsOf) => {
      const nonce = this.#next(change)
      const isZero = change.key === 'zero'
      const publicKey = isZero ? Buffer.alloc(32) : this.#short.publicKey
      // With the zero point whoever has no key at all computes the same.
      const to = isZero ? Buffer.alloc(32) : this.#keyOf(change, this.#theirs)
      const box = this.#box(
        given,
        Buffer.concat([text('CurveZMQHELLO---'), nonce]),
        to,
        this.#short,
      )
      const version = octetsOf(change.version ?? '0100')
      const padding = octetsOf(change.padding ?? '00*72')
      return Buffer.concat([text('\u0005HELLO'), version, padding, publicKey, nonce, box])
    },
    WELCOME: change => {
      const nonce = Buffer.from(this.#settings.random(16))
      this.#cookie = Buffer.from(this.#settings.random(96))
      const from = change.key === 'other' ? this.#short : this.#ours
      const inside = Buffer.concat([this.#short.publicKey, this.#cookie])
      const box = this.#box(inside, Buffer.concat([text('WELCOME-'), nonce]), this.#peer, from)
      return Buffer.concat([text('\u0007WELCOME'), nonce, box])
    },
    INITIATE: (change, given = this.#settings.properties) => {
      const nonce = this.#next(change)
      const inside = Buffer.concat([this.#vouched(change), given])
      const full = Buffer.concat([text(change.prefix ?? 'CurveZMQINITIATE'), nonce])
      const box = this.#box(inside, full, this.#peer, this.#short)
      return Buffer.concat([text('\u0008INITIATE'), this.#cookie, nonce, box])
    },
    READY: (change, given = this.#settings.properties) => {
      const nonce = this.#next(change)
      const full = Buffer.concat([text(change.prefix ?? 'CurveZMQREADY---'), nonce])
      return Buffer.concat([
        text('\u0005READY'),
        nonce,
        this.#box(given, full, this.#peer, this.#short),
      ])
    },
    MESSAGE: (change, given = Buffer.alloc(0), octetsOf) =>
      this.#message(change, Buffer.concat([octetsOf(change.inner ?? '00'), given])),
  }

  /** C, the vouch's nonce, and box C→S' of C' and S; each may be another. */
  #vouched({ vouch }: CurveChange): Buffer {
    const other = this.#settings.nacl.box.keyPair.fromSecretKey(this.#settings.random(32))
    const nonce = Buffer.from(this.#settings.random(16))
    const named = vouch === 'client-key' ? other.publicKey : this.#short.publicKey
    const server = vouch === 'server-key' ? other.publicKey : this.#theirs
    const full = Buffer.concat([text('VOUCH---'), nonce])
    const inside = Buffer.concat([named, server])
    const isZero = vouch === 'zero'
    const signer = vouch === 'signer' ? other : this.#ours
    const box = this.#box(inside, full, isZero ? Buffer.alloc(32) : this.#peer, signer)
    return Buffer.concat([isZero ? Buffer.alloc(32) : this.#ours.publicKey, nonce, box])
  }

  #keyOf({ key }: CurveChange, usual: Uint8Array): Uint8Array {
    return key === 'other' ? this.#ours.publicKey : usual
  }

  /** What is in a command of the endpoint, which is remembered for what we send. */
  open(name: CurveCommand, body: Buffer): Opened {
    return this.#openings[name](body)
  }

  readonly #openings: Readonly<Record<CurveCommand, (body: Buffer) => Opened>> = {
    HELLO: body => {
      if (body.length !== 200) return faulty('not-200-octets')
      if (!body.subarray(6, 8).equals(hex('0100'))) return faulty('not-version-1.0')
      if (!body.subarray(8, 80).equals(Buffer.alloc(72))) return faulty('padding-not-zero')
      this.#peer = Buffer.from(body.subarray(80, 112))
      const nonce = Buffer.concat([text('CurveZMQHELLO---'), body.subarray(112, 120)])
      const signature = this.#open(body.subarray(120), nonce, this.#peer, this.#ours)
      if (signature === undefined) return faulty('does-not-open')
      return signature.equals(ZEROS) ? this.#isHigher(body, 112, signature) : faulty('not-64-zeros')
    },
    WELCOME: body => {
      if (body.length !== 168) return faulty('not-168-octets')
      this.#welcomeNonce = Buffer.from(body.subarray(8, 24))
      const nonce = Buffer.concat([text('WELCOME-'), this.#welcomeNonce])
      const inside = this.#open(body.subarray(24), nonce, this.#theirs, this.#short)
      if (inside === undefined) return faulty('does-not-open')
      this.#peer = inside.subarray(0, 32)
      this.#cookie = inside.subarray(32)
      return { text: inside }
    },
    INITIATE: body => {
      if (body.length < 257) return faulty('below-257-octets')
      if (!body.subarray(9, 105).equals(this.#cookie)) return faulty('cookie-not-echoed')
      const nonce = Buffer.concat([text('CurveZMQINITIATE'), body.subarray(105, 113)])
      const inside = this.#open(body.subarray(113), nonce, this.#peer, this.#short)
      if (inside === undefined) return faulty('does-not-open')
      const client = inside.subarray(0, 32)
      if (!client.equals(this.#theirs)) return faulty('not-its-key')
      const vouchNonce = Buffer.concat([text('VOUCH---'), inside.subarray(32, 48)])
      const vouch = this.#open(inside.subarray(48, 128), vouchNonce, client, this.#short)
      if (vouch === undefined) return faulty('vouch-does-not-open')
      const due = Buffer.concat([this.#peer, this.#ours.publicKey])
      if (!vouch.equals(due)) return faulty('vouch-for-other-keys')
      return this.#isHigher(body, 105, inside.subarray(128))
    },
    READY: body => {
      if (body.length < 30) return faulty('below-30-octets')
      return this.#opened(body, 6, 'CurveZMQREADY---')
    },
    MESSAGE: body => {
      if (body.length < 33) return faulty('below-33-octets')
      const isServer = this.#settings.role === 'client'
      return this.#opened(body, 8, `CurveZMQMESSAGE${isServer ? 'S' : 'C'}`)
    },
  }

  /** Opens a box between the short-term keys; its nonce stands at `at`, the box behind it. */
  #opened(body: Buffer, at: number, prefix: string): Opened {
    const nonce = Buffer.concat([text(prefix), body.subarray(at, at + 8)])
    const inside = this.#open(body.subarray(at + 8), nonce, this.#peer, this.#short)
    return inside === undefined ? faulty('does-not-open') : this.#isHigher(body, at, inside)
  }

  /** Short nonces of one side only grow (RFC 26 §Nonces). */
  #isHigher(body: Buffer, at: number, inside: Buffer): Opened {
    const nonce = body.readBigUInt64BE(at)
    if (nonce <= this.#received) return faulty('nonce-not-higher')
    this.#received = nonce
    return { text: inside }
  }
}

/** Our side of a link to an endpoint with CURVE; undefined to another, or without NaCl. */
export function curveSideFor(
  {
    security,
    random,
  }: Pick<CurveSideSettings, 'random'> & { readonly security: Security | undefined },
  properties: Buffer,
): CurveSide | undefined {
  const nacl = mechanismIn(security) === 'CURVE' ? findNacl() : undefined
  if (nacl === undefined) return undefined
  return new CurveSide({
    nacl,
    role: security === 'CURVE server' ? 'client' : 'server',
    random,
    properties,
  })
}
