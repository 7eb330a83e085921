// Items as text: a line for each field with offset, bytes, name, value, meaning and source, in columns;
// and as an object for JSON. No colour and no terminal here: `paint` is handed in.
import type { Field, Item } from './field.js'
import { hexByte } from './text.js'

/** How to colour a piece of text. */
export type Paint = (role: 'title' | 'dim' | 'fault', text: string) => string

/** How much to show. */
export interface RenderOptions {
  /** Bytes of a field that are shown in hex. Default 32. */
  readonly bytesShown?: number
  readonly paint?: Paint
}

const PLAIN: Paint = (_, text) => text
const BYTES_A_LINE = 8
const BYTES_SHOWN = 32
/** A column gets no wider for one long cell. */
const VALUE_WIDTH_MAX = 30
const MEANING_WIDTH_MAX = 56

/** The lines of one item: its summary, then its fields, then what is wrong with it. */
export function renderItem(item: Item, options: RenderOptions = {}): string[] {
  const paint = options.paint ?? PLAIN
  const place = item.kind === 'monitor' ? '' : `@${item.offset} `
  return [
    paint('title', `${place}${item.summary}`) + paint('dim', `  [${item.size} bytes]`),
    ...renderFields(item.fields, options),
    ...(item.fault === undefined ? [] : [paint('fault', `  ! ${item.fault}`)]),
  ]
}

/** The lines of fields, in columns. */
export function renderFields(fields: readonly Field[], options: RenderOptions = {}): string[] {
  const { bytesShown = BYTES_SHOWN, paint = PLAIN } = options
  const width = (column: (field: Field) => string, most: number): number =>
    Math.min(most, Math.max(0, ...fields.map(field => column(field).length)))
  const offsetWidth = width(offsetText, 14)
  const nameWidth = width(nameText, VALUE_WIDTH_MAX)
  const valueWidth = width(field => field.value, VALUE_WIDTH_MAX)
  const meaningWidth = width(field => field.meaning, MEANING_WIDTH_MAX)
  const hexWidth = Math.max(
    2,
    ...fields.map(field => Math.max(0, ...hexLines(field, bytesShown).map(line => line.length))),
  )
  return fields.flatMap(field => {
    const [first = '', ...more] = hexLines(field, bytesShown)
    const cells = [
      `  ${offsetText(field).padStart(offsetWidth)}`,
      first.padEnd(hexWidth),
      nameText(field).padEnd(nameWidth),
      field.value.padEnd(valueWidth),
      field.meaning.padEnd(meaningWidth),
    ]
    const line = `${cells.join('  ')}  ${paint('dim', field.source)}`
    const indent = ' '.repeat(2 + offsetWidth + 2)
    const fault = field.fault === undefined ? [] : [paint('fault', `${indent}^ ${field.fault}`)]
    return [line.trimEnd(), ...more.map(text => indent + text), ...fault]
  })
}

function offsetText({ offset, part }: Field): string {
  return part === undefined ? String(offset) : `part ${part} +${offset}`
}

/** The name of a field, behind a mark for each box that it lay in. */
export function nameText({ name, depth = 0 }: Pick<Field, 'name' | 'depth'>): string {
  return '› '.repeat(depth) + name
}

/** The bytes of a field, eight a line. */
function hexLines({ bytes, size }: Field, shown: number): string[] {
  const lines: string[] = []
  const count = Math.min(bytes.length, shown)
  for (let start = 0; start < count; start += BYTES_A_LINE) {
    const end = Math.min(count, start + BYTES_A_LINE)
    lines.push(Array.from(bytes.subarray(start, end), hexByte).join(' '))
  }
  if (count < size) lines.push(`… ${size - count} more`)
  return lines.length === 0 ? ['-'] : lines
}

/** An item as JSON has it: bytes as hex, everything else as it is. */
export function itemToJson(item: Item): Record<string, unknown> {
  const { fields, ...rest } = item
  return {
    ...rest,
    fields: fields.map(({ bytes, ...field }) => ({ ...field, hex: bytes.toString('hex') })),
  }
}
