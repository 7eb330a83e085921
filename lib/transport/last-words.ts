// What a link still does when its process ends by `process.exit`: the event loop does not turn any more.
import type { Patience } from './blocking.js'
import type { Link } from './link.js'

/** Goes on with a link's handshake until messages can pass; not if it fails, or patience is over. */
export function greetNow(link: Link, patience: Patience): void {
  while (!link.isReady) {
    const heard = link.writeNow(patience) ? link.stream.readNow(patience) : undefined
    if (heard === undefined) return
    link.received(heard)
  }
}

/**
 * Writes all that is packed, and all messages that wait.
 *
 * @param next takes the next message that waits
 */
export function sendNow(
  link: Link,
  next: () => readonly Uint8Array[] | undefined,
  patience: Patience,
): void {
  for (let parts = link.isReady ? next() : undefined; parts !== undefined; parts = next()) {
    link.send(parts)
    if (link.isCongested && !link.writeNow(patience)) return
  }
  link.writeNow(patience)
}
