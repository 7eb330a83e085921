// How many subscribe to a topic, from what an XPUB shows: an octet 1 or 0, then what is subscribed to (RFC 29).
// Pure. It does not say who: a peer that subscribes twice, or to two prefixes of the topic, looks like two.

/** Subscriptions to one topic. */
export interface Audience {
  readonly topic: Uint8Array
  /** How many there are to each prefix of the topic, by its length; none for no subscription. */
  readonly prefixes: ReadonlyMap<number, number>
}

const CANCEL = 0
const SUBSCRIBE = 1

/** Nobody, so far. */
export function newAudience(topic: Uint8Array): Audience {
  return { topic, prefixes: new Map() }
}

/**
 * Takes what an XPUB has received. Only subscriptions to the topic, or to a prefix of it, change something: who
 * subscribes to more than the topic would not get every message of it.
 */
export function heed(audience: Audience, message: readonly Uint8Array[]): Audience {
  const [first, more] = message
  const kind = first?.[0]
  if (first === undefined || more !== undefined) return audience
  if (kind !== SUBSCRIBE && kind !== CANCEL) return audience
  const length = first.length - 1
  if (!startsWith(audience.topic, first.subarray(1))) return audience
  const before = audience.prefixes.get(length) ?? 0
  const after = kind === SUBSCRIBE ? before + 1 : before - 1
  // What was never subscribed is taken back by nobody.
  if (after < 0) return audience
  const prefixes = new Map(audience.prefixes)
  if (after === 0) prefixes.delete(length)
  else prefixes.set(length, after)
  return { ...audience, prefixes }
}

/** How many subscriptions there are. */
export function sizeOf({ prefixes }: Audience): number {
  let size = 0
  for (const count of prefixes.values()) size += count
  return size
}

function startsWith(topic: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.length <= topic.length && prefix.every((octet, at) => octet === topic[at])
}
