// One thing that happened, while a report is being made of it, and how its bytes are kept: in hex, the
// first few of each field, with every text cut to a length that a page can show.
import type { Field } from '../dissect/field.js'
import { nameText } from '../dissect/render.js'
import { cut } from './cut.js'
import type { Kind, Way } from './model.js'
import type { Lane } from './lanes.js'

/** A field of an entry: bytes explained, or a fact without bytes. */
export interface EntryField {
  readonly offset: number
  readonly size: number
  readonly hex: string
  readonly name: string
  readonly value: string
  readonly meaning: string
  readonly source: string
  readonly part: number
  readonly fault: string | undefined
}

/** One thing that happened. */
export interface Entry {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly lane: Lane
  readonly kind: Kind
  readonly way: Way
  readonly title: string
  readonly offset: number
  readonly size: number
  readonly fault: string | undefined
  readonly fields: readonly EntryField[]
}

/** Most fields of an entry. */
const FIELDS_MAX = 200

/** Fields of a dissector as an entry keeps them. */
export function keepFields(fields: readonly Field[], bytesShown: number): EntryField[] {
  const kept = fields.slice(0, FIELDS_MAX).map(field => ({
    offset: field.offset,
    size: field.size,
    hex: field.bytes.toString('hex', 0, Math.min(field.bytes.length, bytesShown)),
    name: cut(nameText(field)),
    value: cut(field.value),
    meaning: cut(field.meaning),
    source: field.source,
    part: field.part ?? -1,
    fault: field.fault === undefined ? undefined : cut(field.fault),
  }))
  if (fields.length > FIELDS_MAX) kept.push(fact('…', `${fields.length - FIELDS_MAX} more fields`))
  return kept
}

/** A field without bytes. */
export function fact(name: string, value: string, meaning = ''): EntryField {
  return {
    offset: -1,
    size: -1,
    hex: '',
    name: cut(name),
    value: cut(value),
    meaning,
    source: '',
    part: -1,
    fault: undefined,
  }
}
