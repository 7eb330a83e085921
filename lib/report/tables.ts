// Texts and fields that occur more than once stand in the page once.
import type { EntryField } from './entry.js'
import type { FieldRow } from './model.js'

/** A table of values, each with its index. */
class Table<T> {
  readonly values: T[] = []
  readonly #indices = new Map<string, number>()

  index(key: string, value: () => T): number {
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    const index = this.values.push(value()) - 1
    this.#indices.set(key, index)
    return index
  }
}

/** The tables of one page. */
export class Tables {
  readonly #strings = new Table<string>()
  readonly #fields = new Table<FieldRow>()

  /** All texts. */
  get strings(): readonly string[] {
    return this.#strings.values
  }

  /** All fields. */
  get fields(): readonly FieldRow[] {
    return this.#fields.values
  }

  /** The index of a text; −1 for none. */
  text(text: string | undefined): number {
    return text === undefined ? -1 : this.#strings.index(text, () => text)
  }

  /** The index of a field, its offset told from `base` on. */
  field(field: EntryField, base: number): number {
    const row: FieldRow = [
      field.offset < 0 || field.part >= 0 ? field.offset : field.offset - base,
      field.size,
      field.hex,
      this.text(field.name),
      this.text(field.value),
      this.text(field.meaning),
      this.text(field.source),
      field.part,
      this.text(field.fault),
    ]
    return this.#fields.index(row.join('\n'), () => row)
  }
}
