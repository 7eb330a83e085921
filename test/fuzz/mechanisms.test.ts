// Seeded, damaged commands to every side of every mechanism, in every state: nothing but ProtocolErrors, no secret in
// any of them, and of CURVE nothing that was changed is ever taken. RAWZMQ_FUZZ sets how many inputs each gets.
import t from 'tap'
import { ProtocolError } from '../../lib/errors.js'
import { CurveClient } from '../../lib/zmtp/mechanism/curve-client.js'
import { CookieKeys } from '../../lib/zmtp/mechanism/curve-cookie.js'
import { CurveServer } from '../../lib/zmtp/mechanism/curve-server.js'
import type { Cipher, Mechanism, MechanismStep } from '../../lib/zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { plainClient, plainServer } from '../../lib/zmtp/mechanism/plain.js'
import { decodeZapReply } from '../../lib/zmtp/zap.js'
import { encodeZ85 } from '../../lib/zmtp/z85.js'
import { hex } from '../support/bytes.js'
import { curveBox, sealed } from '../support/curve.js'
import { fuzz } from '../support/fuzz.js'
import { fuzzCount } from '../support/random.js'

const USUAL = 2000
const COUNT = fuzzCount(USUAL)
if (COUNT > USUAL) t.setTimeout(0)

const METADATA = hex('0b "Socket-Type" 00000004 "PAIR"')
const VERDICT = { status: 200, text: '', userId: '', metadata: new Map() } as const
const PASSWORD = 'a password that is nowhere to be seen'
const secret = curveBox.secret()
const clientSecret = curveBox.secret()
const cookies = new CookieKeys(curveBox, () => 0)
const SECRETS = [PASSWORD, ...[secret, clientSecret].flatMap(({ octets }) => forms(octets))]

function forms(octets: Buffer): string[] {
  return [octets.toString('hex'), octets.toString('latin1'), encodeZ85(octets)]
}

const curveServer = (): Mechanism =>
  new CurveServer({ box: curveBox, metadata: METADATA, secret, cookies })
const curveClient = (): Mechanism =>
  new CurveClient({
    box: curveBox,
    metadata: METADATA,
    secret: clientSecret,
    publicKey: clientSecret.publicKey,
    serverKey: secret.publicKey,
  })
const plain = (): Mechanism =>
  plainClient(METADATA, { username: Buffer.from('anna'), password: Buffer.from(PASSWORD) })

/** A client and a server that have exchanged so many commands, and the next one, with whom it is for. */
interface Stage {
  readonly next: Buffer
  readonly to: Mechanism
  readonly cipher?: Cipher | undefined
}

function play(client: Mechanism, server: Mechanism, steps: number): Stage {
  let to = server
  let step: MechanismStep = client.start()
  server.start()
  for (let done = 0; ; done++) {
    const next = Buffer.from(step.replies?.[0] ?? [])
    if (done === steps || next.length === 0) return { next, to }
    step = to.receive(next)
    if (step.kind === 'ask') step = to.answered(VERDICT)
    to = to === server ? client : server
  }
}

/** X25519 does not look at the highest bit of a public key, here C' in HELLO. */
function isSameHello(input: Buffer, next: Buffer): boolean {
  const other = Buffer.from(next)
  other[111] = (other[111] ?? 0) ^ 0x80
  return next.length === 200 && input.equals(other)
}

/** What is wrong with what happened, if anything. */
function check(error: unknown): void {
  if (!(error instanceof ProtocolError)) throw error as Error
  const shown = `${error.message} ${JSON.stringify(error)}`
  if (SECRETS.some(text => shown.includes(text))) throw new Error(`a secret in ${shown}`)
}

const PAIRS: Readonly<Record<string, readonly [client: () => Mechanism, server: () => Mechanism]>> =
  {
    PLAIN: [plain, () => plainServer(METADATA)],
    CURVE: [curveClient, curveServer],
    NULL: [() => nullMechanism(METADATA), () => nullMechanism(METADATA, true)],
  }

for (const [name, [client, server]] of Object.entries(PAIRS)) {
  fuzz(t, `${name}: ${COUNT} inputs`, COUNT, random => {
    const { next, to } = play(client(), server(), random.below(4))
    for (let times = 1 + random.below(3); times > 0; times--) {
      const input = random.below(8) === 0 ? random.bytes(random.below(300)) : random.mutate(next)
      const isSame = input.equals(next) || isSameHello(input, next)
      try {
        const { kind } = to.receive(Buffer.from(input))
        const isTaken = kind === 'ask' || kind === 'ready' || kind === 'next'
        if (name === 'CURVE' && isTaken && !isSame)
          throw new Error(`taken: ${input.toString('hex')}`)
        if (isSame) return
      } catch (error) {
        check(error)
        return
      }
    }
  })
}

fuzz(t, `CURVE messages: ${COUNT} inputs`, COUNT, random => {
  const [sender, receiver] = ciphers()
  const size = random.below(random.pick([8, 70, 600]))
  const body = sealed(sender, random.bytes(size), random.pick([0, 1, 4]))
  const input = random.mutate(body)
  if (input.equals(body)) return
  try {
    receiver.open(Buffer.from(input))
  } catch (error) {
    check(error)
    // What was not sealed has moved nothing: the message itself still opens.
    receiver.open(body)
    return
  }
  throw new Error(`taken: ${input.toString('hex')}`)
})

/** Hands one side what the other has said. */
function pass(to: Mechanism, { replies }: MechanismStep): MechanismStep {
  return to.receive(Buffer.from(replies?.[0] as Uint8Array))
}

let pair: readonly [Cipher, Cipher] | undefined

/** One handshake serves all: nonces go on counting. */
function ciphers(): readonly [Cipher, Cipher] {
  if (pair !== undefined) return pair
  const [client, server] = [curveClient(), curveServer()]
  const initiate = pass(client, pass(server, client.start()))
  pass(server, initiate)
  const last = server.answered(VERDICT)
  const ready = pass(client, last)
  if (last.kind !== 'ready' || ready.kind !== 'ready') throw new Error('no handshake')
  pair = [ready.peer.cipher as Cipher, last.peer.cipher as Cipher]
  return pair
}

fuzz(t, `ZAP replies: ${COUNT} inputs`, COUNT, random => {
  const parts: Buffer[] = ['', '1.0', '1', '200', 'OK', 'anna', ''].map(part => Buffer.from(part))
  const at = random.below(parts.length)
  parts[at] = random.mutate(parts[at] as Buffer)
  if (random.below(4) === 0) parts.splice(at, random.below(2), random.bytes(random.below(20)))
  try {
    decodeZapReply(parts, '1')
  } catch (error) {
    check(error)
  }
})
