// CURVE (RFC 26) for the reference endpoint, written out by hand on both sides over the package tweetnacl. Strict, as
// security.ts is. A breach that the fault lets pass goes on as if all had been right: a box that does not open then has
// zeros in it.
import { randomBytes } from 'node:crypto'
import nacl from 'tweetnacl'
import { command } from './frames.js'
import { type Hands, isDue, nameIn, type RefMechanism } from './security.js'

const ASCII = (text: string): Buffer => Buffer.from(text, 'latin1')
const ALPHABET =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'

/** The octets of a key in Z85 (RFC 32). */
function keyOf(text: unknown): Buffer {
  const groups = String(text).match(/.{5}/g) ?? []
  return Buffer.concat(
    groups.map(group => {
      const four = Buffer.alloc(4)
      four.writeUInt32BE([...group].reduce((sum, one) => sum * 85 + ALPHABET.indexOf(one), 0))
      return four
    }),
  )
}

/** What both sides have: keys of their own and of the peer, and the numbers of both directions. */
class Curve {
  readonly hands: Hands
  readonly long: nacl.BoxKeyPair
  readonly short: nacl.BoxKeyPair
  peerShort: Uint8Array = Buffer.alloc(32)
  readonly #isServer: boolean
  #sent = 0n
  #received = 0n

  constructor(hands: Hands, isServer: boolean) {
    this.hands = hands
    this.#isServer = isServer
    this.long = nacl.box.keyPair.fromSecretKey(keyOf(hands.options['curveSecretKey']))
    const fixed = hands.has('one-short-key') ? Buffer.alloc(32, 7) : randomBytes(32)
    this.short = nacl.box.keyPair.fromSecretKey(fixed)
  }

  /** Bytes that no link has twice. */
  fresh(count: number): Buffer {
    return this.hands.has('one-short-key') ? Buffer.alloc(count, 9) : randomBytes(count)
  }

  next(isStuck = false): Buffer {
    if (!isStuck) this.#sent++
    const nonce = Buffer.alloc(8)
    nonce.writeBigUInt64BE(this.#sent)
    return nonce
  }

  /** Opens a box. @returns undefined if the link was closed for it */
  open(
    box: Buffer,
    nonce: Buffer,
    from: Uint8Array,
    to: nacl.BoxKeyPair,
    what: string,
  ): Buffer | undefined {
    const isZero = nacl.scalarMult(to.secretKey, from).every(octet => octet === 0)
    if (isZero && this.hands.breach(`zero point in ${what}`)) return undefined
    const text = box.length < 16 ? null : nacl.box.open(box, nonce, from, to.secretKey)
    if (text !== null) return Buffer.from(text)
    if (this.hands.has(`error-for ${what}`)) {
      this.hands.say(command('ERROR', Buffer.from('\u0003400')))
    }
    return this.hands.breach(`box of ${what}`)
      ? undefined
      : Buffer.alloc(Math.max(0, box.length - 16))
  }

  /** The number of a command must be above those before. @returns false if the link was closed for it */
  count(body: Buffer, at: number, what: string): boolean {
    const number = body.readBigUInt64BE(at)
    if (number <= this.#received && this.hands.breach(`nonce of ${what}`)) return false
    if (number > this.#received) this.#received = number
    return true
  }

  seal(flags: number, body: Buffer): Buffer {
    const nonce = this.next(this.hands.has('nonce-stays'))
    const inner = Buffer.from([(flags & 1) | ((flags & 4) === 0 ? 0 : 2)])
    const prefix = this.hands.has('one-prefix') ? 'C' : this.#isServer ? 'S' : 'C'
    const full = Buffer.concat([ASCII(`CurveZMQMESSAGE${prefix}`), nonce])
    const box = nacl.box(Buffer.concat([inner, body]), full, this.peerShort, this.short.secretKey)
    return command('MESSAGE', Buffer.concat([nonce, box]))
  }

  unseal(
    flags: number,
    body: Buffer,
  ): { readonly flags: number; readonly body: Buffer } | undefined {
    const { hands } = this
    if ((flags & 4) !== 0 && hands.refuses('MESSAGE as command', body)) return undefined
    if ((flags & 4) === 0 && hands.refuses('MESSAGE as message', body)) return undefined
    if (nameIn(body) !== 'MESSAGE') {
      return hands.breach('clear text') ? undefined : { flags, body }
    }
    if (body.length < 33) {
      hands.breach('short MESSAGE')
      return undefined
    }
    const nonce = body.subarray(8, 16)
    if (hands.has('nonce-before-box') && !this.count(body, 8, 'MESSAGE')) return undefined
    const full = Buffer.concat([ASCII(`CurveZMQMESSAGE${this.#isServer ? 'C' : 'S'}`), nonce])
    const text = this.open(body.subarray(16), full, this.peerShort, this.short, 'MESSAGE')
    if (text === undefined) return undefined
    if (!hands.has('nonce-before-box') && !this.count(body, 8, 'MESSAGE')) return undefined
    const inner = text[0] ?? 0
    if ((inner & 0xfc) !== 0 && hands.breach('reserved bits')) return undefined
    const more = hands.has('outer-more') ? flags & 1 : 0
    return { flags: more | (inner & 1) | ((inner & 2) === 0 ? 0 : 4), body: text.subarray(1) }
  }

  /** The properties of READY and INITIATE, in the form in which the link looks at them. */
  isPeerGood(properties: Buffer): boolean {
    return this.hands.isPeerGood(command('READY', properties))
  }
}

/** The server's side. It keeps its short-term key itself, and knows its cookie by comparing it. */
export function curveServer(hands: Hands): RefMechanism {
  const curve = new Curve(hands, true)
  let due = 'HELLO'
  let cookie: Buffer = Buffer.alloc(0)
  const hello = (body: Buffer): void => {
    if (body.length !== 200 && hands.breach(`HELLO of ${body.length}`)) return
    if (body.readUInt16BE(6) !== 0x0100 && hands.breach('version of HELLO')) return
    if (!body.subarray(8, 80).equals(Buffer.alloc(72)) && hands.breach('padding of HELLO')) return
    curve.peerShort = Buffer.from(body.subarray(80, 112))
    const nonce = Buffer.concat([ASCII('CurveZMQHELLO---'), body.subarray(112, 120)])
    const text = curve.open(body.subarray(120, 200), nonce, curve.peerShort, curve.long, 'HELLO')
    if (text === undefined) return
    if (!text.equals(Buffer.alloc(64)) && hands.breach('text of HELLO')) return
    curve.count(body, 112, 'HELLO')
    cookie = curve.fresh(96)
    const long = curve.fresh(16)
    const inside = Buffer.concat([curve.short.publicKey, cookie])
    const full = Buffer.concat([ASCII('WELCOME-'), long])
    const box = nacl.box(inside, full, curve.peerShort, curve.long.secretKey)
    due = 'INITIATE'
    hands.say(command('WELCOME', Buffer.concat([long, box])))
  }
  const initiate = (body: Buffer): void => {
    if (body.length < 257) return void hands.breach(`INITIATE of ${body.length}`)
    if (!body.subarray(9, 105).equals(cookie) && hands.breach('cookie')) return
    if (!curve.count(body, 105, 'INITIATE')) return
    const nonce = Buffer.concat([ASCII('CurveZMQINITIATE'), body.subarray(105, 113)])
    const text = curve.open(body.subarray(113), nonce, curve.peerShort, curve.short, 'INITIATE')
    if (text === undefined) return
    const client = text.subarray(0, 32)
    const vouchNonce = Buffer.concat([ASCII('VOUCH---'), text.subarray(32, 48)])
    const vouch = curve.open(text.subarray(48, 128), vouchNonce, client, curve.short, 'vouch')
    if (vouch === undefined) return
    const isOfClient = vouch.subarray(0, 32).equals(curve.peerShort)
    if (!isOfClient && hands.breach('client in vouch')) return
    if (!vouch.subarray(32).equals(curve.long.publicKey) && hands.breach('server in vouch')) return
    if (!curve.isPeerGood(text.subarray(128))) return
    if (hands.isForbidden([client])) return
    const short = curve.next()
    const full = Buffer.concat([ASCII('CurveZMQREADY---'), short])
    const box = nacl.box(hands.properties(), full, curve.peerShort, curve.short.secretKey)
    hands.say(command('READY', Buffer.concat([short, box])))
    hands.ready()
  }
  return {
    name: 'CURVE',
    isServer: true,
    begin() {},
    take(flags, body) {
      if (!isDue(hands, due, flags, body)) return
      if (due === 'HELLO') hello(body)
      else initiate(body)
    },
    seal: (flags, body) => curve.seal(flags, body),
    open: (flags, body) => curve.unseal(flags, body),
  }
}

/** The client's side. */
export function curveClient(hands: Hands): RefMechanism {
  const curve = new Curve(hands, false)
  const server = keyOf(hands.options['curveServerKey'])
  let due = 'WELCOME'
  const hello = (): void => {
    const nonce = curve.next()
    const full = Buffer.concat([ASCII('CurveZMQHELLO---'), nonce])
    const signature = Buffer.alloc(64, hands.has('ones-in-hello') ? 1 : 0)
    const box = nacl.box(signature, full, server, curve.short.secretKey)
    const front = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(72), curve.short.publicKey])
    hands.say(command('HELLO', Buffer.concat([front, nonce, box])))
  }
  const initiate = (cookie: Buffer): void => {
    const vouchNonce = randomBytes(16)
    const named = hands.has('wrong-vouch') ? curve.long.publicKey : curve.short.publicKey
    const vouch = nacl.box(
      Buffer.concat([named, server]),
      Buffer.concat([ASCII('VOUCH---'), vouchNonce]),
      curve.peerShort,
      curve.long.secretKey,
    )
    const inside = Buffer.concat([curve.long.publicKey, vouchNonce, vouch, hands.properties()])
    const nonce = curve.next()
    const full = Buffer.concat([ASCII('CurveZMQINITIATE'), nonce])
    const box = nacl.box(inside, full, curve.peerShort, curve.short.secretKey)
    hands.say(command('INITIATE', Buffer.concat([cookie, nonce, box])))
  }
  const welcomed = (body: Buffer): void => {
    if (body.length !== 168 && hands.breach(`WELCOME of ${body.length}`)) return
    const nonce = Buffer.concat([ASCII('WELCOME-'), body.subarray(8, 24)])
    const text = curve.open(body.subarray(24, 168), nonce, server, curve.short, 'WELCOME')
    if (text === undefined) return
    curve.peerShort = text.subarray(0, 32)
    due = 'READY'
    initiate(hands.has('own-cookie') ? randomBytes(96) : text.subarray(32))
    if (hands.has('message-early')) hands.say(curve.seal(0, Buffer.from('hi')))
  }
  const readied = (body: Buffer): void => {
    if (body.length < 30) return void hands.breach('short READY')
    const nonce = Buffer.concat([ASCII('CurveZMQREADY---'), body.subarray(6, 14)])
    const text = curve.open(body.subarray(14), nonce, curve.peerShort, curve.short, 'READY')
    if (text === undefined) return
    if (curve.count(body, 6, 'READY') && curve.isPeerGood(text)) hands.ready()
  }
  return {
    name: 'CURVE',
    isServer: false,
    begin: hello,
    take(flags, body) {
      if (hands.has('welcome-again') && due === 'READY' && nameIn(body) === 'WELCOME')
        due = 'WELCOME'
      if (!isDue(hands, due, flags, body)) return
      if (due === 'WELCOME') welcomed(body)
      else readied(body)
    },
    seal: (flags, body) => curve.seal(flags, body),
    open: (flags, body) => curve.unseal(flags, body),
  }
}
