// Subscriptions as messages (RFC 23 §Publish-Subscribe): an octet 1 or 0, then the topic. So they reach peers
// before ZMTP 3.1, pass over inproc, and are shown to XPUB's application and taken from XSUB's.
import type { Message } from '../message.js'

const CANCEL = 0
const SUBSCRIBE = 1

/** A subscription, or the end of one. */
export interface Subscription {
  readonly isSubscribe: boolean
  readonly topic: Uint8Array
}

/** Reads a message; undefined if it is no subscription. */
export function subscriptionOf(message: Message): Subscription | undefined {
  const [part] = message as [Uint8Array]
  const kind = part[0]
  if (message.length > 1 || (kind !== SUBSCRIBE && kind !== CANCEL)) return undefined
  return { isSubscribe: kind === SUBSCRIBE, topic: part.subarray(1) }
}

/** The message of a subscription. */
export function subscriptionMessage({ isSubscribe, topic }: Subscription): [Buffer] {
  return [Buffer.concat([Buffer.of(isSubscribe ? SUBSCRIBE : CANCEL), topic])]
}
