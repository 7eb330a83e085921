// Order, gaps and duplicates in what consumers received. Pure; knows only the text of a message.

/** The text that tells a consumer to leave. */
export const QUIT = 'Quit'

/** The text of a message: `Data-%03d-%03d`, of the producer's id and the message's index from 0. */
export function messageText(id: number, index: number): string {
  return `Data-${pad(id)}-${pad(index)}`
}

/** The producer's id and the index in a message's text; undefined for any other text. */
export function parseMessage(text: string): { id: number; index: number } | undefined {
  const found = /^Data-(\d{3,})-(\d{3,})$/.exec(text)
  return found === null ? undefined : { id: Number(found[1]), index: Number(found[2]) }
}

/** What one consumer can say about the messages it got. */
export interface Sequence {
  /** Messages that are `Data-…`. */
  readonly numbered: number
  /** Texts that are neither `Data-…` nor Quit. */
  readonly strange: readonly string[]
  /** Texts that came before. */
  readonly duplicates: readonly string[]
  /** Texts whose index is below one that came before, of the same producer. */
  readonly outOfOrder: readonly string[]
  /** Indexes left out between the first and the last: the other consumers' share, or lost. */
  readonly gaps: number
}

/** Checks the messages of one consumer, in the order they came. */
export function checkSequence(received: readonly string[]): Sequence {
  const seen = new Set<string>()
  const ranges = new Map<number, { first: number; last: number; distinct: number }>()
  const strange: string[] = []
  const duplicates: string[] = []
  const outOfOrder: string[] = []
  let numbered = 0
  for (const text of received) {
    if (text === QUIT) continue
    const message = parseMessage(text)
    if (message === undefined) {
      strange.push(text)
      continue
    }
    numbered++
    const { id, index } = message
    const range = ranges.get(id) ?? { first: index, last: index, distinct: 0 }
    if (seen.has(text)) duplicates.push(text)
    else if (index < range.last) outOfOrder.push(text)
    if (!seen.has(text)) range.distinct++
    range.first = Math.min(range.first, index)
    range.last = Math.max(range.last, index)
    seen.add(text)
    ranges.set(id, range)
  }
  const gaps = [...ranges.values()]
    .map(({ first, last, distinct }) => last - first + 1 - distinct)
    .reduce((sum, missing) => sum + missing, 0)
  return { numbered, strange, duplicates, outOfOrder, gaps }
}

/** What all consumers together got of one producer's messages. */
export interface DeliveryCheck {
  /** Texts nobody received. */
  readonly missing: readonly string[]
  /** Texts received more than once, by whomever. */
  readonly duplicates: readonly string[]
  /** Messages each consumer got, by its id. */
  readonly shares: Readonly<Record<number, number>>
}

/** Adds up what the consumers received of the messages 0 to `sent` − 1 of a producer. */
export function checkDelivery(
  sent: number,
  consumers: readonly { readonly id: number; readonly received: readonly string[] }[],
  producerId = 0,
): DeliveryCheck {
  const counts = new Map<string, number>()
  const shares: Record<number, number> = {}
  for (const { id, received } of consumers) {
    const texts = received.filter(text => parseMessage(text)?.id === producerId)
    shares[id] = texts.length
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const all = Array.from({ length: sent }, (_, index) => messageText(producerId, index))
  const duplicates = [...counts].filter(([, times]) => times > 1).map(([text]) => text)
  return { missing: all.filter(text => !counts.has(text)), duplicates, shares }
}

function pad(number: number): string {
  return String(number).padStart(3, '0')
}
