// Colours for a terminal that wants them.
import type { Paint } from '../lib/dissect/index.js'

const CODES = { title: '1', dim: '2', fault: '31' } as const

/** Paints with ANSI codes, or not at all. */
export function painter(hasColour: boolean): Paint {
  return (role, text) => (hasColour ? `\x1b[${CODES[role]}m${text}\x1b[0m` : text)
}
