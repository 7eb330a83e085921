// What is seen of one CURVE connection: who is its client, which keys of a key log are its own, what its boxes hold,
// and how its nonces run. Both directions share one.
import { openBox } from '../zmtp/mechanism/curve-box.js'
import type { CurveKeys } from '../zmtp/mechanism/curve-key-log.js'
import { BOXES, nonceOf, type BoxName, type KeyName, type SealedBox } from './curve-boxes.js'
import { whyClosed } from './curve-closed.js'
import type { CurveKeySource } from './curve-key-log.js'
import { plural } from './field.js'

/** What became of it: opened, or closed for want of keys, or wrong. */
export type Look =
  | {
      readonly kind: 'opened'
      readonly text: Buffer
      readonly words: string
      readonly fault?: string
    }
  | { readonly kind: 'sealed'; readonly words: string }
  | { readonly kind: 'wrong'; readonly fault: string }

/** Where HELLO was not seen, so many keys are tried, on so many boxes. */
const TRIALS_MAX = 4096
const TRIED_BOXES_MAX = 16
/** Boxes of a connection of which the reason is looked for: it takes long. */
const REASONS_MAX = 16

/** One connection. */
export class CurveSight {
  readonly source: CurveKeySource | undefined
  #clientKey: Buffer | undefined
  #client: object | undefined
  #server: object | undefined
  /** The line that has opened something, where there was no HELLO to name it. */
  #found: CurveKeys | undefined
  /** The keys that have opened something. */
  readonly #proved = new Set<KeyName>()
  #tried = 0
  #reasons = 0
  readonly #nonces = new Map<object, bigint>()

  /** @param source where keys come from; without it boxes stay closed */
  constructor(source?: CurveKeySource) {
    this.source = source
  }

  /** True if the key log has a line for this connection. */
  get hasKeys(): boolean {
    if (this.#found !== undefined) return true
    const { source } = this
    if (source === undefined || this.#clientKey === undefined) return false
    return source.find(this.#clientKey).length > 0
  }

  /** A command has come. @param sender stands for the direction @param clientKey what a HELLO shows */
  saw(command: string, sender: object, clientKey?: Buffer): void {
    if (clientKey !== undefined) this.#clientKey ??= Buffer.from(clientKey)
    if (command === 'HELLO' || command === 'INITIATE') this.#client ??= sender
    if (command === 'WELCOME' || command === 'READY') this.#server ??= sender
  }

  /** True if a key is not the C' of HELLO. */
  isOtherClient(clientKey: Buffer): boolean {
    return this.#clientKey !== undefined && !this.#clientKey.equals(clientKey)
  }

  /** What is wrong with a short nonce; nothing is remembered yet. */
  nonceFault(sender: object, nonce: bigint): string | undefined {
    const last = this.#isMixed ? undefined : this.#nonces.get(sender)
    return last === undefined || nonce > last
      ? undefined
      : `wrong nonce: expected one above ${last}, the one before`
  }

  /** Remembers a short nonce. A box that does not open moves none. */
  accept(sender: object, nonce: bigint): void {
    this.#nonces.set(sender, nonce)
  }

  /** Looks into a box; undefined if nobody has given keys. */
  look(sealed: SealedBox, sender: object): Look | undefined {
    const { source } = this
    if (source === undefined) return undefined
    const { name, bytes, size } = sealed
    if (bytes.length < size) {
      return { kind: 'sealed', words: `too large to be opened: ${bytes.length} bytes are kept` }
    }
    const lines = this.#lines(source)
    if (lines.length === 0) return { kind: 'sealed', words: 'the key log has no line for it' }
    const { key } = BOXES[name]
    const keyed = lines.filter(line => line[key] !== undefined)
    if (keyed.length === 0) return { kind: 'sealed', words: `the key log has no ${key} key for it` }
    const prefixes = this.#prefixes(name, sender)
    for (const line of keyed) {
      for (const prefix of prefixes) {
        const nonce = nonceOf(prefix, sealed.nonce)
        const text = openBox(source.box, line[key] as Uint8Array, nonce, bytes)
        if (text !== undefined) return this.#succeed(sealed, sender, { line, prefix, keyed, text })
      }
    }
    // A log that was only tried may be that of other connections.
    if (this.#clientKey === undefined && this.#found === undefined) {
      this.#tried++
      return {
        kind: 'sealed',
        words: `none of ${plural(keyed.length, 'key')} opens it; HELLO was not seen`,
      }
    }
    if (++this.#reasons > REASONS_MAX) return { kind: 'wrong', fault: 'it does not open' }
    const isProved = this.#proved.has(key)
    return { kind: 'wrong', fault: whyClosed(sealed, { source, lines: keyed, prefixes, isProved }) }
  }

  #succeed(
    { name, bytes, nonce }: SealedBox,
    sender: object,
    {
      line,
      prefix,
      keyed,
      text,
    }: { line: CurveKeys; prefix: string; keyed: CurveKeys[]; text: Buffer },
  ): Look {
    this.#found ??= line
    const { key, prefixes } = BOXES[name]
    this.#proved.add(key)
    if (name === 'MESSAGE') {
      if (prefix === prefixes[0]) this.#client ??= sender
      else this.#server ??= sender
    }
    const opened = { kind: 'opened', text, words: `opened by the ${key} key` } as const
    if (this.#clientKey === undefined) return opened
    // Two lines, two sides: where only one opens it, they are not of one mind who the server is.
    const { box } = this.source as CurveKeySource
    const others = keyed.filter(
      other =>
        other !== line &&
        !Buffer.from(line[key] as Uint8Array).equals(other[key] as Uint8Array) &&
        openBox(box, other[key] as Uint8Array, nonceOf(prefix, nonce), bytes) === undefined,
    )
    if (others.length === 0) return opened
    const fault = `wrong key at one side: ${others.length} of ${keyed.length} lines in the key log do not open it`
    return { ...opened, fault }
  }

  #lines(source: CurveKeySource): readonly CurveKeys[] {
    if (this.#clientKey !== undefined) return source.find(this.#clientKey)
    if (this.#found !== undefined) return [this.#found]
    const lines: CurveKeys[] = []
    if (this.#tried >= TRIED_BOXES_MAX) return lines
    for (const line of source.all()) {
      if (lines.length >= TRIALS_MAX) break
      lines.push(line)
    }
    return lines
  }

  /** True where both sides were written down as one stream. */
  get #isMixed(): boolean {
    return this.#client !== undefined && this.#client === this.#server
  }

  #prefixes(name: BoxName, sender: object): readonly string[] {
    const { prefixes } = BOXES[name]
    if (prefixes.length === 1 || this.#isMixed) return prefixes
    const isClient =
      sender === this.#client || (this.#server !== undefined && sender !== this.#server)
    const isServer =
      sender === this.#server || (this.#client !== undefined && sender !== this.#client)
    return isClient ? prefixes.slice(0, 1) : isServer ? prefixes.slice(1) : prefixes
  }
}
