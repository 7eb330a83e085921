// Texts of strangers may be megabytes long; a line of a page is not.

/** Longest text of a line, in characters. */
const TEXT_MAX = 300

/** A text cut to what a page shows of it. */
export function cut(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`
}
