// Sections of our documents that are computed from the code: each stands between two markers,
// `<!-- computed: NAME -->` and `<!-- end -->`. Tests compare them; RAWZMQ_WRITE_DOCS=1 writes them anew.
import { readFileSync, writeFileSync } from 'node:fs'
import * as prettier from 'prettier'

/** Computed sections by the names of their markers. */
export type Sections = Readonly<Record<string, string>>

const row = (cells: readonly string[]): string =>
  `| ${cells.map(cell => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`

/** A table of Markdown. Bars within cells are escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** What stands between the markers of a section, or undefined. */
export function sectionOf(text: string, name: string): string | undefined {
  return new RegExp(`<!-- computed: ${name} -->\n([^]*?)\n<!-- end -->`).exec(text)?.[1]?.trim()
}

/** The cells of the first column of every table in a text, heads left out. */
export function firstColumn(text: string): string[] {
  const rows = [...text.matchAll(/^\| (.*?)(?<!\\) +\|/gm)].map(([, cell]) => String(cell).trim())
  return rows.filter((cell, index) => !isRule(cell) && !isRule(rows[index + 1]))
}

const isRule = (cell: string | undefined): boolean => cell !== undefined && /^-+$/.test(cell)

/** A text as it is without the formatter's padding. */
export function plain(markdown: string): string {
  return markdown.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---')
}

/**
 * Reads a page, after writing its computed sections anew where RAWZMQ_WRITE_DOCS=1 asks for it. A section
 * that the page lacks is then put to its end, under a heading of its own.
 */
export async function readPage(path: string, sections: Sections): Promise<string> {
  let text = readFileSync(path, 'utf8')
  if (process.env.RAWZMQ_WRITE_DOCS !== '1') return text
  for (const [name, content] of Object.entries(sections)) {
    if (sectionOf(text, name) === undefined) {
      text = `${text}\n## ${name}\n\n<!-- computed: ${name} -->\n\n<!-- end -->\n`
    }
    const marks = new RegExp(`(<!-- computed: ${name} -->\n)[^]*?(<!-- end -->)`)
    text = text.replace(marks, (_, start: string, end: string) => `${start}\n${content}\n\n${end}`)
  }
  const options = await prettier.resolveConfig(path)
  text = await prettier.format(text, { ...options, filepath: path })
  writeFileSync(path, text)
  return text
}
