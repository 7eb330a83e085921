// A public PUB or XPUB, ours or zeromq.js's, as a publisher's run needs it. Ours says itself how many would be
// sent a message of a topic, so it need not be read. Of any other it must be an XPUB, and what it receives is
// counted: it does not say from whom.
import { engineAccessOf } from '../../engine-access.js'
import { systemError, UsageError } from '../../errors.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { heed, newAudience, sizeOf } from '../machine/audience.js'

/** What a gate needs of a Publisher or XPublisher: rawzmq's and zeromq.js's have it. */
export interface PublisherLike {
  bind(endpoint: string): Promise<void>
  send(message: Uint8Array[]): Promise<void>
  readonly type: number
  readonly closed: boolean
  readonly lastEndpoint: string | null
  /** An XPublisher's. */
  receive?(): Promise<Uint8Array[]>
}

/** Who hears of the subscribers of a topic. */
export interface SubscriberHandlers {
  told(count: number): void
  failed(error: unknown): void
}

/** What tells how many subscribers a topic has. */
export interface SubscriberCount {
  /** Peers cannot be told apart: each subscription counts as one. */
  readonly isInferred: boolean
  /** Begins to tell. @returns ends it */
  watch(topic: Uint8Array, handlers: SubscriberHandlers): () => void
}

/** @throws UsageError if the socket is none that publishes, is closed, or cannot tell its subscribers */
export function subscriberCountOf(socket: PublisherLike): SubscriberCount {
  const { PUB, XPUB } = SOCKET_TYPES
  // A closed socket has no type that could be asked for.
  if ((socket as Partial<PublisherLike> | null)?.closed === true) {
    throw new UsageError('the socket is closed')
  }
  const type = (socket as Partial<PublisherLike> | null)?.type
  if (type !== PUB.number && type !== XPUB.number) {
    throw new UsageError('the first argument must be a Publisher or an XPublisher')
  }
  const watch = engineAccessOf(socket)?.watchSubscribers
  if (watch !== undefined) {
    return {
      isInferred: false,
      watch: (topic, { told, failed }) => watch(topic, told, () => failed(systemError('EBADF'))),
    }
  }
  if (type !== XPUB.number) {
    throw new UsageError('a PUB of libzmq tells nobody who subscribes: give an XPublisher')
  }
  return { isInferred: true, watch: (topic, handlers) => countReceived(socket, topic, handlers) }
}

function countReceived(
  socket: PublisherLike,
  topic: Uint8Array,
  { told, failed }: SubscriberHandlers,
): () => void {
  let isStopped = false
  // Without it the second subscriber of a topic would be silent, and the first that goes.
  Object.assign(socket, { verbosity: 'allSubsUnsubs' })
  const count = async (): Promise<void> => {
    let audience = newAudience(topic)
    while (!isStopped) {
      const message = await (socket as Required<PublisherLike>).receive()
      const next = heed(audience, message)
      if (!isStopped && next !== audience) told(sizeOf(next))
      audience = next
    }
  }
  count().catch((error: unknown) => {
    if (!isStopped) failed(error)
  })
  return () => {
    isStopped = true
  }
}
