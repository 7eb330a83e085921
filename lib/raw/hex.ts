// The hex language of cases, scenarios and tests: octets and patterns of octets as text. Pure.
//   04 1a      octets            "READY"   ASCII            00*31          repeated
//   (…)*3      group             <G>       a word           #              32-bit counter of the group
//   <random 9> seeded octets     ??        any octet        ..             any rest (patterns only)
//   [30-39 5f] one octet of these (patterns only), [41-5a]+ for one or more
import { UsageError } from '../errors.js'

/** What the words in angle brackets stand for, and where random octets come from. */
export interface HexContext {
  readonly words: Readonly<Record<string, string>>
  readonly random?: (count: number) => Uint8Array
}

const NO_WORDS: HexContext = { words: {} }

const TOKEN =
  /\s*(?:"([^"]*)"|((?:[0-9a-f]{2})+)|<([^>]+)>|(#)|(\()|(\))|(\?\?)|(\.\.)|\[([^\]]*)\])(?:(\+)|\*(\d+))?\s*/giy

type Item =
  | { readonly kind: 'octets'; readonly bytes: Buffer }
  | { readonly kind: 'counter' }
  | { readonly kind: 'any' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'class'; readonly text: string; readonly isMany: boolean }
  | { readonly kind: 'group'; readonly items: readonly Item[]; readonly times: number }

function parse(text: string, context: HexContext): readonly Item[] {
  const stack: Item[][] = [[]]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null) throw new UsageError(`not hex: ${JSON.stringify(text.slice(start))}`)
    const end = TOKEN.lastIndex
    const [, quoted, digits, word, counter, opening, closing, any, rest, list, plus, times] = match
    const top = stack.at(-1) ?? []
    const repeat = (items: readonly Item[]): void => {
      if (times === undefined) top.push(...items)
      else top.push({ kind: 'group', items, times: Number(times) })
    }
    if (quoted !== undefined) repeat([{ kind: 'octets', bytes: Buffer.from(quoted, 'latin1') }])
    else if (digits !== undefined) {
      const bytes = Buffer.from(digits, 'hex')
      repeat([{ kind: 'octets', bytes }])
    } else if (word !== undefined) repeat(wordItems(word, context))
    else if (counter !== undefined) top.push({ kind: 'counter' })
    else if (opening !== undefined) stack.push([])
    else if (closing !== undefined) {
      const items = stack.pop() ?? []
      stack.at(-1)?.push({ kind: 'group', items, times: Number(times ?? 1) })
    } else if (any !== undefined) repeat([{ kind: 'any' }])
    else if (rest !== undefined) top.push({ kind: 'rest' })
    else repeat([{ kind: 'class', text: list ?? '', isMany: plus !== undefined }])
    TOKEN.lastIndex = end // words parse with the same expression
  }
  if (stack.length !== 1) throw new UsageError(`unbalanced brackets: ${text}`)
  return stack[0] ?? []
}

function wordItems(word: string, context: HexContext): readonly Item[] {
  const [, count] = /^random (\d+)$/.exec(word) ?? []
  if (count !== undefined) {
    const bytes = Buffer.from(context.random?.(Number(count)) ?? Buffer.alloc(Number(count)))
    return [{ kind: 'octets', bytes }]
  }
  const text = Object.hasOwn(context.words, word) ? context.words[word] : undefined
  if (text === undefined) throw new UsageError(`no word <${word}>`)
  return parse(text, context)
}

/**
 * The octets that `text` writes down.
 *
 * @param turn what `#` stands for outside a group
 * @throws UsageError if it is not in the language, or a pattern
 */
export function octets(text: string, context: HexContext, turn = 0): Buffer {
  const pieces: Buffer[] = []
  emit(parse(text, context), turn, pieces)
  return Buffer.concat(pieces)
}

/**
 * The octets of a text without words: `hex('04 1a 05 "READY"')`, `hex('00*31')`.
 *
 * @throws UsageError if it is not in the language
 */
export function hex(text: string): Buffer {
  return octets(text, NO_WORDS)
}

function emit(items: readonly Item[], turn: number, into: Buffer[]): void {
  for (const item of items) {
    if (item.kind === 'octets') into.push(item.bytes)
    else if (item.kind === 'counter') {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(turn)
      into.push(bytes)
    } else if (item.kind === 'group') emitGroup(item.items, item.times, into)
    else throw new UsageError(`a pattern cannot be sent`)
  }
}

function emitGroup(items: readonly Item[], times: number, into: Buffer[]): void {
  if (items.some(counts)) {
    for (let time = 0; time < times; time++) emit(items, time, into)
    return
  }
  const once: Buffer[] = []
  emit(items, 0, once)
  const unit = Buffer.concat(once)
  into.push(Buffer.alloc(unit.length * times, unit)) // bodies of megabytes are written so
}

/** True if the item holds a counter of the group around it. */
function counts(item: Item): boolean {
  return item.kind === 'counter'
}

/** A pattern of octets, ready to be compared. */
export interface OctetPattern {
  readonly text: string
  /** The number of octets it needs before it can say yes or no; all of them if it has no `..`. */
  readonly length: number
  readonly isOpen: boolean
  /** True if `bytes` is wholly what the pattern says. */
  matches(bytes: Uint8Array): boolean
}

/** Compiles a pattern. Octet text without wildcards is a pattern too. */
export function pattern(text: string, context: HexContext): OctetPattern {
  const items = parse(text, context)
  const shape = { text, length: lengthOf(items), isOpen: isOpen(items) }
  if (isPlain(items)) {
    const expected = octets(text, context) // long bodies would make a regular expression of megabytes
    return { ...shape, matches: bytes => expected.equals(bytes) }
  }
  const expression = new RegExp(`^${source(items, 0)}$`, 's')
  return { ...shape, matches: bytes => expression.test(Buffer.from(bytes).toString('latin1')) }
}

function isPlain(items: readonly Item[]): boolean {
  return items.every(
    item =>
      item.kind === 'octets' ||
      item.kind === 'counter' ||
      (item.kind === 'group' && isPlain(item.items)),
  )
}

const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`

function source(items: readonly Item[], turn: number): string {
  return items
    .map(item => {
      if (item.kind === 'octets') return [...item.bytes].map(escaped).join('')
      if (item.kind === 'any') return '.'
      if (item.kind === 'rest') return '.*'
      if (item.kind === 'class') {
        const ranges = item.text.trim().replaceAll(/[0-9a-f]{2}/gi, '\\x$&')
        return `[${ranges.replaceAll(/\s/g, '')}]${item.isMany ? '+' : ''}`
      }
      if (item.kind === 'counter') {
        return [24, 16, 8, 0].map(shift => escaped((turn >>> shift) & 255)).join('')
      }
      const turns = Array.from({ length: item.times }, (_, time) => source(item.items, time))
      return turns.join('')
    })
    .join('')
}

function lengthOf(items: readonly Item[]): number {
  let length = 0
  for (const item of items) {
    if (item.kind === 'octets') length += item.bytes.length
    else if (item.kind === 'group') length += item.times * lengthOf(item.items)
    else if (item.kind === 'counter') length += 4
    else if (item.kind !== 'rest') length += 1
  }
  return length
}

function isOpen(items: readonly Item[]): boolean {
  return items.some(
    item =>
      item.kind === 'rest' ||
      (item.kind === 'class' && item.isMany) ||
      (item.kind === 'group' && isOpen(item.items)),
  )
}
