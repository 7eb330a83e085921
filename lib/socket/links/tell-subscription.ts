// How a peer is told of a subscription: by a command of ZMTP 3.1, to older peers by a message (RFC 37, RFC 29); a DISH
// joins groups.
import type { AnyTypeName } from '../../engine.js'
import { encodeCancel, encodeJoin, encodeLeave, encodeSubscribe } from '../../zmtp/command.js'
import { subscriptionMessage, type Subscription } from '../pattern/subscription.js'
import type { Peer } from './peer.js'

/** The link that it is told on. */
interface TellingLink {
  send(parts: readonly Uint8Array[]): void
  command(body: Uint8Array): void
}

/** Tells it, in the words that the peer knows. */
export function tellSubscription(
  link: TellingLink,
  type: AnyTypeName,
  peer: Peer | undefined,
  subscription: Subscription,
): void {
  const { isSubscribe, topic } = subscription
  if (type === 'DISH') {
    link.command(isSubscribe ? encodeJoin(topic) : encodeLeave(topic))
  } else if (peer?.protocol !== '3.x' || peer.minor === 0) {
    link.send(subscriptionMessage(subscription))
  } else {
    link.command(isSubscribe ? encodeSubscribe(topic) : encodeCancel(topic))
  }
}
