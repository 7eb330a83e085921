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

/** A short frame: flags and body as hex digits. */
export const frame = (flags: string, body: string): string =>
  `${flags}${(body.length / 2).toString(16).padStart(2, '0')}${body}`

/** Speaks ZMTP up to the end of the handshake, as a socket of that type. */
export async function shakeHands(peer: RawPeer, type: keyof typeof READY): Promise<void> {
  peer.send(GREETING)
  await peer.read(GREETING_LENGTH)
  peer.send(READY[type])
  await peer.read(READY_LENGTH)
}
