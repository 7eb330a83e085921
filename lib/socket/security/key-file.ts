// Files of CURVE keys, in the form that CZMQ and pyzmq keep them in (ZPL, RFC 4): a section `curve` with the keys in
// Z85. A file with nothing but a public key is understood, too.
import { decodeZ85 } from '../../zmtp/z85.js'

const KEY_LENGTH = 32
const LINE = /^(public|secret)-key[ \t]*=(.*)$/

/** A file's text. Without a secret key it is one for others to have. */
export function encodeKeyFile(keys: { publicKey: string; secretKey?: string }): string {
  const { publicKey, secretKey } = keys
  const secret = secretKey === undefined ? '' : `    secret-key = "${secretKey}"\n`
  const kind = secretKey === undefined ? 'public' : 'secret: whoever has it is taken for its owner'
  return `# CURVE key, ${kind}\nmetadata\ncurve\n    public-key = "${publicKey}"\n${secret}`
}

/** What a file holds. */
export interface KeyFile {
  /** Z85. */
  readonly publicKey: string
  readonly hasSecret: boolean
}

/** Reads a file's text; undefined if there is no public key in it. The secret one is left where it is. */
export function decodeKeyFile(text: string): KeyFile | undefined {
  // Line by line: a file made for it must not take more time than its length.
  const lines = text
    .split(/[\r\n]/)
    .map(line => LINE.exec(line.trim()))
    .filter(found => found !== null)
  const named = lines.find(([, kind]) => kind === 'public')?.[2]
  const publicKey = named === undefined ? text.trim() : named.trim().replaceAll(/^["']|["']$/g, '')
  if (decodeZ85(publicKey)?.length !== KEY_LENGTH) return undefined
  return { publicKey, hasSecret: lines.some(([, kind]) => kind === 'secret') }
}
