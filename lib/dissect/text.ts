// Strangers' bytes as text that is safe to print: nothing that a terminal could take for a command, and
// no character that turns the reading direction or hides.

/** What must not reach a terminal or mislead a reader: controls, separators, format characters. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}"\\]/gu

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Bytes in double quotes: as UTF-8 if they are that, with `\n`, `\"`, `\x00`, `\u{…}` for what is unsafe;
 * else a character for each printable ASCII byte and `\xNN` for the others.
 */
export function quote(bytes: Uint8Array): string {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    // Not UTF-8: byte by byte.
    return `"${Array.from(bytes, quoteByte).join('')}"`
  }
  return `"${escapeText(text)}"`
}

/** The same for a text, without the quotes. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, character => {
    if (character === '"' || character === '\\') return `\\${character}`
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    if (character === '\t') return '\\t'
    const code = character.codePointAt(0) ?? 0
    return code < 0x80 ? `\\x${hexByte(code)}` : `\\u{${code.toString(16)}}`
  })
}

/** What may stay in a line of output: its end, a tab, colours and the clearing of a line, all ours. */
// eslint-disable-next-line no-control-regex
const OUTPUT = /\u001B\[[\d;]*[mK]|[\p{C}\p{Zl}\p{Zp}]/gu

/**
 * Output for a terminal, whatever strangers' text is in it: each control, separator, format and unassigned
 * character becomes `\uXXXX`, which is right in JSON, too. Line ends, tabs, colours, and a carriage return
 * at the beginning stay.
 */
export function printable(output: string): string {
  return output.replace(OUTPUT, (found, at: number) => {
    if (found.length > 2 || found === '\n' || found === '\t' || (found === '\r' && at === 0))
      return found
    return Array.from(
      { length: found.length },
      (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join('')
  })
}

function quoteByte(byte: number): string {
  const character = String.fromCharCode(byte)
  if (byte >= 0x20 && byte < 0x7f) return escapeText(character)
  return `\\x${hexByte(byte)}`
}

/** Quotes at most `limit` bytes and says how many there are beyond. */
export function quoteSome(bytes: Uint8Array, size: number = bytes.length, limit = 64): string {
  if (size <= limit && bytes.length === size) return quote(bytes)
  // Not in the middle of a UTF-8 character: continuation bytes begin with 10.
  let end = Math.min(limit, bytes.length)
  while (end > limit - 4 && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return `${quote(bytes.subarray(0, end))}… (${size} bytes)`
}

/** Two hex digits. */
export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

/** `0x0008`. */
export function hexNumber(number: number | bigint, digits = 0): string {
  return `0x${number.toString(16).padStart(digits, '0')}`
}
