// What whoever runs the process must be told, whatever it does with its warnings: a line on stderr.
import { writeSync } from 'node:fs'

const STDERR = 2

/** Writes a line to stderr, control characters escaped; a stderr that takes nothing harms nobody. */
export function sayAloud(text: string): void {
  try {
    writeSync(STDERR, `rawzmq: ${text.replaceAll(/\p{C}/gu, found => escape(found))}\n`)
  } catch {
    // Closed, full, or gone: there is nobody to tell.
  }
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`
}
