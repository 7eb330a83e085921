// A line of a CURVE key log (docs/keylog.md): what opens the boxes of one connection, and of no other.
//
//   CURVE <C'> <key of C' and S'> <key of C' and S> <key of C and S'>
//
// Each is 32 octets in hex. C' is public, HELLO shows it: it names the connection. A key is what NaCl's
// crypto_box_beforenm gives, or `-` where it is not known; those at the end may be left out.
import { KEY_LENGTH } from './curve-box.js'

/** What opens the boxes of one CURVE connection. */
export interface CurveKeys {
  /** C', the client's short-term public key. */
  readonly clientKey: Uint8Array
  /** Of C' and S': INITIATE, READY, and the MESSAGEs of both directions. */
  readonly session?: Uint8Array | undefined
  /** Of C' and S: HELLO and WELCOME. */
  readonly hello?: Uint8Array | undefined
  /** Of C and S': the vouch in INITIATE. */
  readonly vouch?: Uint8Array | undefined
}

const LABEL = 'CURVE'
const NAMES = ["client's short-term key", 'session key', 'hello key', 'vouch key'] as const
const HEX = new RegExp(`^[0-9A-Fa-f]{${2 * KEY_LENGTH}}$`)
const UNKNOWN = '-'

/** A line, with its end. */
export function encodeKeyLogLine({ clientKey, session, hello, vouch }: CurveKeys): string {
  const keys = [clientKey, session, hello, vouch].map(key =>
    key === undefined ? UNKNOWN : Buffer.from(key).toString('hex'),
  )
  return `${[LABEL, ...keys].join(' ')}\n`
}

/**
 * The keys in a line.
 *
 * @returns undefined for a line of another kind, such as a comment; a text that says what is wrong with one of ours
 */
export function decodeKeyLogLine(line: string): CurveKeys | string | undefined {
  const [label, ...words] = line.trim().split(/[ \t]+/)
  if (label !== LABEL) return undefined
  if (words.length > NAMES.length) return `expected ${NAMES.length} keys at most`
  const wrong = NAMES.findIndex((_, index) => {
    const word = words[index]
    // Without a name and one key it is of no use.
    return word === undefined ? index < 2 : !(HEX.test(word) || (index > 0 && word === UNKNOWN))
  })
  if (wrong !== -1) return `expected ${2 * KEY_LENGTH} hex digits of the ${NAMES[wrong]}`
  const [clientKey, session, hello, vouch] = words.map(word =>
    word === UNKNOWN ? undefined : Buffer.from(word, 'hex'),
  )
  return { clientKey: clientKey as Buffer, session, hello, vouch }
}
