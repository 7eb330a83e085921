// The handshakes of all mechanisms, stopped at any command, for those who then send something else; and what may come of
// that: a ProtocolError, and no secret in it.
import { ProtocolError } from '../../lib/errors.js'
import { CurveClient } from '../../lib/zmtp/mechanism/curve-client.js'
import { CookieKeys } from '../../lib/zmtp/mechanism/curve-cookie.js'
import { CurveServer } from '../../lib/zmtp/mechanism/curve-server.js'
import type { Cipher, Mechanism, MechanismStep } from '../../lib/zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { plainClient, plainServer } from '../../lib/zmtp/mechanism/plain.js'
import { encodeZ85 } from '../../lib/zmtp/z85.js'
import { hex } from '../support/bytes.js'
import { curveBox } from '../support/curve.js'

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
export interface Stage {
  readonly next: Buffer
  readonly to: Mechanism
  readonly cipher?: Cipher | undefined
}

/** Plays a handshake so far. */
export function play(client: Mechanism, server: Mechanism, steps: number): Stage {
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
export function isSameHello(input: Buffer, next: Buffer): boolean {
  const other = Buffer.from(next)
  other[111] = (other[111] ?? 0) ^ 0x80
  return next.length === 200 && input.equals(other)
}

/** @throws what happened, unless it is a ProtocolError without a secret in it */
export function check(error: unknown): void {
  if (!(error instanceof ProtocolError)) throw error as Error
  const shown = `${error.message} ${JSON.stringify(error)}`
  if (SECRETS.some(text => shown.includes(text))) throw new Error(`a secret in ${shown}`)
}

/** Both sides of each mechanism. */
export const PAIRS: Readonly<
  Record<string, readonly [client: () => Mechanism, server: () => Mechanism]>
> = {
  PLAIN: [plain, () => plainServer(METADATA)],
  CURVE: [curveClient, curveServer],
  NULL: [() => nullMechanism(METADATA), () => nullMechanism(METADATA, true)],
}

/** Hands one side what the other has said. */
function pass(to: Mechanism, { replies }: MechanismStep): MechanismStep {
  return to.receive(Buffer.from(replies?.[0] as Uint8Array))
}

let pair: readonly [Cipher, Cipher] | undefined

/** The ciphers of both sides. One handshake serves all: nonces go on counting. */
export function ciphers(): readonly [Cipher, Cipher] {
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
