// What speaks there, if it is no ZMTP: told by how it begins. Pure.
import { hex, pattern } from '../raw/hex.js'

const REQUEST = ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'CONNECT', 'DELETE', 'PATCH']

/** How they begin, in the language of raw/hex.ts, and who it is. */
const BEGINNINGS = (
  [
    ['"HTTP/" ..', 'an HTTP server'],
    ...REQUEST.map(word => [`"${word} " ..`, 'an HTTP client'] as const),
    ['"PRI * HTTP/2" ..', 'an HTTP/2 client'],
    // SETTINGS on stream 0 (RFC 9113 §4.1).
    ['00 ??*2 04 [00-01] 00*4 ..', 'an HTTP/2 server'],
    // An alert or a handshake, of version 3.x (RFC 8446 §5.1).
    ['15 03 [00-04] ..', 'a TLS server'],
    ['16 03 [00-04] ..', 'TLS'],
    ['"SSH-" ..', 'SSH'],
    ['00 "SP" 00 ..', 'nanomsg or nng (SP)'],
    ['"AMQP" ..', 'AMQP'],
    ['"INFO {" ..', 'NATS'],
    ['"-ERR" ..', 'Redis'],
    ['"220" [20 2d] ..', 'SMTP or FTP'],
    ['??*3 00 0a [30-39]+ "." ..', 'MySQL'],
  ] as const
).map(([text, who]) => ({ isSo: pattern(text, { words: {} }), who }))

/** Who begins like that; undefined for nobody that is known. */
export function looksLike(start: Buffer): string | undefined {
  return BEGINNINGS.find(({ isSo }) => isSo.matches(start.subarray(0, 64)))?.who
}

/**
 * What makes servers speak that say nothing to a greeting: a request of HTTP/1.0, and a ClientHello of TLS 1.2 with
 * three ciphers and no extension (RFC 5246 §7.4.1.2).
 */
export const PROBES: readonly Buffer[] = [
  hex('"GET / HTTP/1.0" 0d0a0d0a'),
  hex('16 0301 0031 01 00002d 0303 5a*32 00 0006 c02f 009c 002f 01 00'),
]

/** Octets as a sentence shows them. */
export function beginning(start: Buffer): string {
  return JSON.stringify(start.toString('latin1', 0, 20))
}
