// One connection's frames as exchanges: the parts of each side are put together to messages, with the envelope
// that the dissector has found in them (dissect/envelope.ts).
import type { Side } from '../dissect/conversation.js'
import type { FrameItem, Item } from '../dissect/field.js'
import { cut } from './cut.js'
import type { Entry } from './entry.js'
import { type ExchangeBook, keyOf, RequestsOf, SubscriptionsOf } from './exchanges.js'
import type { Lane } from './lanes.js'

/** A message of which parts are still to come. */
interface Draft {
  /** Its first part. */
  readonly entry: Entry
  envelope: string
  isBody: boolean
  words: string
}

interface Half {
  readonly subscriptions: SubscriptionsOf
  readonly requests: RequestsOf
  draft: Draft | undefined
}

const OTHER: Readonly<Record<Side, Side>> = { connecting: 'binding', binding: 'connecting' }
const PUBLISHERS: ReadonlySet<string | undefined> = new Set(['PUB', 'XPUB'])
/** So much of an envelope is kept; one that is longer pairs by its start. */
const ENVELOPE_MAX = 1024

/** Follows one connection. */
export class ExchangeReader {
  readonly #halves: Readonly<Record<Side, Half>>

  constructor(book: ExchangeBook, lane: Lane) {
    const half = (way: 1 | 2): Half => ({
      subscriptions: new SubscriptionsOf(book, lane, way),
      requests: new RequestsOf(book, lane),
      draft: undefined,
    })
    this.#halves = { connecting: half(1), binding: half(2) }
  }

  /**
   * Takes what a side said.
   *
   * @param types of both sockets, as far as they are known
   */
  take(
    side: Side,
    item: Item,
    entry: Entry,
    types: Readonly<Record<Side, string | undefined>>,
  ): void {
    const half = this.#halves[side]
    if (item.kind === 'command') return this.#command(half, item.name, item, entry)
    if (item.kind !== 'frame') return
    const { opened } = item
    if (opened?.kind === 'command') return this.#command(half, opened.name, item, entry)
    // What lay in a box of CURVE that was opened is what it is without one.
    const { role, hasMore } = opened ?? item
    const part = { role, hasMore, fields: item.fields }
    const body = item.fields.at(-1)?.bytes ?? Buffer.alloc(0)
    if (role === 'subscription') {
      const isNew = item.fields.at(-2)?.value === 'subscribe'
      half.subscriptions[isNew ? 'subscribe' : 'cancel'](body, entry.at)
      return
    }
    if (role === 'identity' || role === 'encrypted') return
    const [own, peer] = [types[side], types[OTHER[side]]]
    if (PUBLISHERS.has(own)) {
      if (half.draft === undefined) this.#halves[OTHER[side]].subscriptions.sent(body, entry.at)
      half.draft = hasMore ? { entry, envelope: '', isBody: true, words: '' } : undefined
      return
    }
    if (own === 'REQ' || peer === 'REP')
      this.#part(half, part, body, entry, message => {
        half.requests.ask(message.envelope, message.words, message.entry)
      })
    else if (own === 'REP' || peer === 'REQ')
      this.#part(half, part, body, entry, message => {
        this.#halves[OTHER[side]].requests.answer(message.envelope, message.entry)
      })
  }

  /** The connection has ended. */
  end(at: number): void {
    for (const { subscriptions } of Object.values(this.#halves)) subscriptions.end(at)
  }

  #command(
    { subscriptions }: Half,
    name: string | undefined,
    { fields }: Item,
    { at }: Entry,
  ): void {
    const isNew = name === 'SUBSCRIBE'
    if (!isNew && name !== 'CANCEL') return
    const topic = fields.find(field => field.name === 'topic')
    if (topic !== undefined) subscriptions[isNew ? 'subscribe' : 'cancel'](topic.bytes, at)
  }

  #part(
    half: Half,
    item: Pick<FrameItem, 'role' | 'hasMore' | 'fields'>,
    body: Buffer,
    entry: Entry,
    whole: (message: Draft) => void,
  ): void {
    const draft = (half.draft ??= { entry, envelope: '', isBody: false, words: '' })
    if (item.role === 'delimiter') draft.isBody = true
    else if (draft.isBody) draft.words ||= cut(item.fields.at(-1)?.value ?? '')
    else if (draft.envelope.length < ENVELOPE_MAX) draft.envelope += `${body.length}:${keyOf(body)}`
    if (item.hasMore) return
    half.draft = undefined
    // What has no envelope is ignored by who it is for.
    if (draft.isBody) whole(draft)
  }
}
