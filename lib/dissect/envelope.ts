// Which part of a message is its envelope (RFC 28): routing ids, an empty delimiter, then the message itself.
// REQ and REP must have one; between DEALERs and ROUTERs it is a habit, so an empty part is named there, and what
// stands before it is not guessed at.
import type { FrameRole } from './field.js'
import type { FrameHeader } from './header.js'

/** What a part is, and what is wrong with it. */
export interface PartRole {
  readonly role: FrameRole
  readonly fault?: string
}

const REQUEST_ID_SIZE = 4
const ASYNCHRONOUS: ReadonlySet<string | undefined> = new Set(['DEALER', 'ROUTER'])

const SUBSCRIBERS: ReadonlySet<string | undefined> = new Set(['SUB', 'XSUB'])

/** Follows the parts of one direction. */
export class EnvelopeReader {
  #index = 0
  #isOver = false
  /** The frame before it said that another part follows. */
  #isInMessage = false

  /**
   * What the next part of a message is.
   *
   * @param body its first bytes
   * @param own the type of the sending socket, and `peer` that of the other, as far as they are known
   */
  next(
    body: Buffer,
    { bodySize, hasMore }: Pick<FrameHeader, 'bodySize' | 'hasMore'>,
    own: string | undefined,
    peer: string | undefined,
  ): PartRole {
    const isWhole = !hasMore && !this.#isInMessage
    this.#isInMessage = hasMore
    if (isWhole && SUBSCRIBERS.has(own) && (body[0] === 0 || body[0] === 1)) {
      return { role: 'subscription' }
    }
    const place = { index: this.#index, isOver: this.#isOver }
    const part = partOf(own, peer, bodySize, hasMore, place)
    this.#index = hasMore ? this.#index + 1 : 0
    this.#isOver = hasMore && (this.#isOver || part.role === 'delimiter')
    return part
  }
}

function partOf(
  own: string | undefined,
  peer: string | undefined,
  size: number,
  hasMore: boolean,
  { index, isOver }: { readonly index: number; readonly isOver: boolean },
): PartRole {
  const message = { role: 'message' } as const
  if (isOver) return message
  const has = (type: string): boolean => own === type || peer === type
  if (!has('REQ') && !has('REP')) {
    const isHabit = size === 0 && hasMore && ASYNCHRONOUS.has(own)
    return isHabit && (peer === undefined || ASYNCHRONOUS.has(peer))
      ? { role: 'delimiter' }
      : message
  }
  const who = has('REP') ? 'REP' : 'REQ'
  if (size === 0) {
    if (hasMore) return { role: 'delimiter' }
    const fault = `expected a part behind the delimiter: a ${who} ignores the message`
    return { role: 'delimiter', fault }
  }
  if (!hasMore) {
    return {
      ...message,
      fault: `expected an empty delimiter before it: a ${who} ignores the message`,
    }
  }
  if (!has('REQ')) return { role: 'routing-id' }
  if (index === 0 && size === REQUEST_ID_SIZE) return { role: 'request-id' }
  return {
    role: 'routing-id',
    fault: 'expected an empty delimiter, or a request id of 4 bytes before it',
  }
}
