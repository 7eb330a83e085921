// Both directions of a connection explained, and where the connection stands, in words. What is said
// here is concluded from the bytes alone: the two ends may know better.
import { areCompatible, isSocketTypeName } from '../socket-types.js'
import { type CommandItem, type GreetingItem, type Item, plural } from './field.js'
import { StreamDissector, type StreamOptions } from './stream.js'

/** The two ends of a connection: who connected, and who listens. */
export type Side = 'connecting' | 'binding'

/** What a conversation gives: an item of one side, or a change of the connection's state. */
export type Note =
  | { readonly kind: 'item'; readonly side: Side; readonly item: Item }
  | { readonly kind: 'state'; readonly words: string }

/** What is known of one side. */
interface Half {
  readonly stream: StreamDissector
  greeting?: GreetingItem
  /** The last command of its handshake. */
  lastCommand?: string | undefined
  socketType?: string | undefined
  messages: number
  isEnded: boolean
}

const SIDES = ['connecting', 'binding'] as const satisfies readonly Side[]
const OTHER: Readonly<Record<Side, Side>> = { connecting: 'binding', binding: 'connecting' }
const MECHANISM_COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['NULL', ['READY', 'ERROR']],
  ['PLAIN', ['HELLO', 'WELCOME', 'INITIATE', 'READY', 'ERROR']],
  ['CURVE', ['HELLO', 'WELCOME', 'INITIATE', 'READY', 'ERROR']],
])

/** Explains a connection from the bytes of both sides, in the order they were seen. */
export class Conversation {
  readonly #halves: Readonly<Record<Side, Half>>
  #phase: 'greeting' | 'handshake' | 'traffic' | 'failed' | 'ended' = 'greeting'
  #words = 'waiting for greetings'

  constructor(options: StreamOptions = {}) {
    const half = (): Half => ({ stream: new StreamDissector(options), messages: 0, isEnded: false })
    this.#halves = { connecting: half(), binding: half() }
    this.#halves.connecting.stream.peer = this.#halves.binding.stream
    this.#halves.binding.stream.peer = this.#halves.connecting.stream
  }

  /** Where the connection stands, in words. */
  get state(): string {
    return this.#words
  }

  /** True once the handshake has failed, as far as the bytes tell. */
  get hasFailed(): boolean {
    return this.#phase === 'failed'
  }

  /** True once both sides have ended: nothing more can come. */
  get isOver(): boolean {
    return this.#halves.connecting.isEnded && this.#halves.binding.isEnded
  }

  /** The types of both sockets, escaped, as far as they are known. */
  get socketTypes(): Readonly<Record<Side, string | undefined>> {
    const { connecting, binding } = this.#halves
    return { connecting: connecting.stream.socketType, binding: binding.stream.socketType }
  }

  /** Takes bytes that one side sent. */
  push(side: Side, chunk: Buffer): Note[] {
    const half = this.#halves[side]
    return half.isEnded ? [] : this.#take(side, half.stream.push(chunk))
  }

  /** Tells how many bytes of one side were not seen. */
  lose(side: Side, size: number): Note[] {
    const half = this.#halves[side]
    return half.isEnded ? [] : this.#take(side, half.stream.lose(size))
  }

  /** One side has ended its stream. @param how such as `reset` */
  end(side: Side, how = 'closed'): Note[] {
    const half = this.#halves[side]
    if (half.isEnded) return []
    half.isEnded = true
    const notes = this.#take(side, half.stream.end())
    if (this.#phase === 'ended') return notes
    const before = this.#phase === 'greeting' || this.#phase === 'handshake'
    const failed = this.#phase === 'failed' ? `; ${this.#words}` : ''
    const place =
      this.#phase === 'greeting'
        ? 'before both greetings were there'
        : 'before the handshake was done'
    const counts = `after ${plural(this.#halves.connecting.messages, 'frame')} from the connecting side and ${this.#halves.binding.messages} from the binding side`
    this.#phase = 'ended'
    const words = `${how} by the ${side} side${failed === '' ? ` ${before ? place : counts}` : failed}`
    return [...notes, this.#state(words)]
  }

  /** Nothing more will be seen: explains what is left of both sides. */
  finish(): Note[] {
    return SIDES.flatMap(side => {
      const half = this.#halves[side]
      if (half.isEnded) return []
      half.isEnded = true
      return this.#take(side, half.stream.end())
    })
  }

  #take(side: Side, items: readonly Item[]): Note[] {
    const notes: Note[] = []
    for (const item of items) {
      notes.push({ kind: 'item', side, item })
      this.#reopen(notes)
      const words = this.#conclude(side, item)
      if (words !== undefined && words !== this.#words) notes.push(this.#state(words))
    }
    return notes
  }

  /** What came before its keys, and can be read now. */
  #reopen(notes: Note[]): void {
    for (const side of SIDES) {
      const half = this.#halves[side]
      for (const item of half.stream.reopen()) {
        half.socketType ??= item.facts.socketType
        notes.push({ kind: 'item', side, item })
      }
    }
  }

  #state(words: string): Note {
    this.#words = words
    return { kind: 'state', words }
  }

  #conclude(side: Side, item: Item): string | undefined {
    const half = this.#halves[side]
    switch (item.kind) {
      case 'greeting':
        half.greeting = item
        half.socketType = item.socketType
        return this.#greeted()
      case 'command':
        return this.#phase === 'greeting' || this.#phase === 'handshake'
          ? this.#commanded(side, item)
          : undefined
      case 'frame':
        if (item.role !== 'identity' && item.opened?.kind !== 'command') half.messages++
        return undefined
      case 'rest':
        return half.stream.isLost && this.#phase !== 'ended'
          ? `the ${side} side's bytes cannot be read any further`
          : undefined
      case 'monitor':
        return undefined
    }
  }

  #greeted(): string | undefined {
    const one = this.#halves.connecting.greeting
    const two = this.#halves.binding.greeting
    if (one === undefined || two === undefined || this.#phase !== 'greeting') return undefined
    if (one.protocol !== '3.x' || two.protocol !== '3.x') return this.#greetedOld(one, two)
    if (one.mechanism === undefined || two.mechanism === undefined) return undefined
    if (one.mechanism !== two.mechanism) {
      return this.#fail(`the two sides announced ${one.mechanism} and ${two.mechanism}`)
    }
    this.#phase = 'handshake'
    const version = one.version < two.version ? one.version : two.version
    return `greetings exchanged: ZMTP ${version}, mechanism ${one.mechanism}; the handshake begins`
  }

  #greetedOld(one: GreetingItem, two: GreetingItem): string {
    this.#phase = 'traffic'
    const types = [one.socketType, two.socketType].filter(type => type !== undefined)
    const version = one.protocol < two.protocol ? one.protocol : two.protocol
    const named = types.length === 2 ? ` (${types.join(' and ')})` : ''
    return `connected by ZMTP ${version.replace('-', ', ')}${named}: it has no handshake`
  }

  #commanded(side: Side, { name, facts }: CommandItem): string | undefined {
    const half = this.#halves[side]
    const other = this.#halves[OTHER[side]]
    if (name === 'ERROR') {
      return this.#fail(`the ${side} side refused: ${facts.reason ?? 'without a reason'}`)
    }
    const mechanism = half.greeting?.mechanism ?? ''
    const expected = MECHANISM_COMMANDS.get(mechanism)
    if (expected !== undefined && !expected.includes(name ?? '')) {
      return this.#fail(`the ${side} side sent ${name ?? 'a command without a name'} before READY`)
    }
    half.lastCommand = name
    half.socketType ??= facts.socketType
    if (name === 'HELLO' && other.lastCommand === 'HELLO') {
      return this.#fail(`both sides act as clients of ${mechanism}`)
    }
    if (name === 'INITIATE' && facts.socketType !== undefined) half.socketType = facts.socketType
    if (name !== 'READY') return undefined
    if (mechanism === 'NULL' && other.lastCommand !== 'READY') {
      return `the ${side} side is ready${typeWords(half.socketType)}; the other is to follow`
    }
    return this.#ready()
  }

  #ready(): string {
    const one = this.#halves.connecting.socketType
    const two = this.#halves.binding.socketType
    if (one === undefined || two === undefined) {
      this.#phase = 'traffic'
      return 'ready: the handshake is done'
    }
    if (isSocketTypeName(one) && !areCompatible(one, two)) {
      return this.#fail(`a ${one} cannot talk to a ${two}`)
    }
    this.#phase = 'traffic'
    return `ready: the handshake is done, ${one} talks to ${two}`
  }

  #fail(reason: string): string {
    this.#phase = 'failed'
    return `handshake failed: ${reason}`
  }
}

function typeWords(type: string | undefined): string {
  return type === undefined ? '' : ` (${type})`
}
