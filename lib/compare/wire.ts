// What raw peers send, as hex digits that stand for themselves (RFC 23): never made by our encoders.
import type { RawPeer } from '../raw/peer.js'

/** The signature: the first ten octets of every version since 1.0. */
export const SIGNATURE = 'ff00000000000000017f'

/** The signature's length in octets. */
export const SIGNATURE_LENGTH = 10

const ZEROS = (count: number): string => '00'.repeat(count)

/** A whole greeting with another mechanism name, given as hex. */
export const greetingOf = (mechanism: string): string =>
  `${SIGNATURE}0301${mechanism.padEnd(40, '0')}${ZEROS(32)}`

/** A whole ZMTP 3.1 greeting, mechanism NULL, not as server. */
export const GREETING = greetingOf('4e554c4c')

/** The greeting's length in octets. */
export const GREETING_LENGTH = 64

/** The length of READY for a type of four letters. */
export const READY_LENGTH = 28

/** READY with a Socket-Type and nothing else. */
export const READY = {
  PUSH: '041a0552454144590b536f636b65742d547970650000000450555348',
  PULL: '041a0552454144590b536f636b65742d547970650000000450554c4c',
  PAIR: '041a0552454144590b536f636b65742d547970650000000450414952',
  PUB: '04190552454144590b536f636b65742d5479706500000003505542',
} as const

const digits = (text: string): string => Buffer.from(text, 'latin1').toString('hex')

/** A property of READY: name and value as hex digits. */
const property = (name: string, value: string): string =>
  `${octet(name)}${name}000000${octet(value)}${value}`

/** How many octets hex digits stand for, as one octet. */
const octet = (hexDigits: string): string => (hexDigits.length / 2).toString(16).padStart(2, '0')

/** READY of any type, with an Identity if one is given, be it empty. */
export function readyOf(type: string, identity?: string): string {
  const own = property('536f636b65742d54797065', digits(type))
  const called = identity === undefined ? '' : property('4964656e74697479', digits(identity))
  return frame('04', `055245414459${own}${called}`)
}

/** A message frame, the last of its message or not. */
export const word = (text: string, hasMore = false): string =>
  frame(hasMore ? '01' : '00', digits(text))

/** A short frame: flags and body as hex digits. */
export const frame = (flags: string, body: string): string => `${flags}${octet(body)}${body}`

/** Speaks ZMTP up to the end of the handshake, as a socket of that type. */
export async function shakeHands(peer: RawPeer, type: keyof typeof READY): Promise<void> {
  peer.send(GREETING)
  await peer.read(GREETING_LENGTH)
  peer.send(READY[type])
  await peer.read(READY_LENGTH)
}
