// The handshake of a WebSocket (RFC 6455 §4): a request of HTTP and its answer, as a side of it sees them. Pure: octets in,
// octets out. The subprotocol that is agreed on says what is spoken (zmtp/wire/zws.ts).
import { createHash, randomBytes } from 'node:crypto'
import { ProtocolError } from '../errors.js'

/** A head of HTTP is at most so long: what a stranger can make us keep. */
const HEAD_MAX = 16 * 1024
const HEAD_END = '\r\n\r\n'
const VERSION = '13'
const KEY_OCTETS = 16
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** How it ended. */
export interface Upgraded {
  readonly subprotocol: string
  /** What is to be sent before anything else. */
  readonly reply: string | undefined
  /** What the peer has sent behind its head. */
  readonly rest: Buffer
}

/** One side of the handshake of one connection. After it has thrown or given its outcome, discard it. */
export interface Upgrade {
  /** What is to be sent at once, if anything. */
  start(): string | undefined
  /**
   * Takes bytes of the peer; undefined while its head is not whole.
   *
   * @throws ProtocolError WS_UNSPECIFIED
   */
  receive(chunk: Buffer): Upgraded | undefined
  /** What a peer that is refused is told, if it can be. */
  readonly refusal: string | undefined
}

/** The side that is connected to. It takes the first subprotocol of the client's that it speaks, as libzmq. */
export class ServerUpgrade implements Upgrade {
  readonly #spoken: readonly string[]
  readonly #head = new HeadReader('GET ')
  refusal: string | undefined

  /** @param spoken its subprotocols */
  constructor(spoken: readonly string[]) {
    this.#spoken = spoken
  }

  start(): undefined {}

  receive(chunk: Buffer): Upgraded | undefined {
    const read = this.#head.read(chunk)
    if (read === undefined) return undefined
    // It speaks HTTP, so that it understands an answer.
    this.refusal = refusalOf('a WebSocket of ZeroMQ is here (RFC 45)')
    const { startLine, headers, rest } = read
    if (!/^GET [^ ]+ HTTP\/1\.1$/.test(startLine)) throw fault('no GET of HTTP/1.1', '§4.2.1')
    checkUpgrade(headers)
    if (headers.get('sec-websocket-version') !== VERSION)
      throw fault(`no version ${VERSION}`, '§4.2.1')
    const key = headers.get('sec-websocket-key') ?? ''
    if (Buffer.from(key, 'base64').length !== KEY_OCTETS) throw fault('no key', '§4.2.1')
    const subprotocol = listIn(headers.get('sec-websocket-protocol')).find(offered =>
      this.#spoken.includes(offered),
    )
    if (subprotocol === undefined) {
      this.refusal = refusalOf(`the subprotocols here: ${this.#spoken.join(', ')}`)
      throw fault(`no subprotocol of ${this.#spoken.join(', ')}`, '§4.2.2')
    }
    const reply = headOf([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${acceptOf(key)}`,
      `Sec-WebSocket-Protocol: ${subprotocol}`,
    ])
    return { subprotocol, reply, rest }
  }
}

/** The side that connects. */
export class ClientUpgrade implements Upgrade {
  readonly #offered: readonly string[]
  readonly #host: string
  readonly #path: string
  readonly #key = randomBytes(KEY_OCTETS).toString('base64')
  readonly #head = new HeadReader('HTTP/1.1 ')
  readonly refusal = undefined

  /**
   * @param offered its subprotocols, the first the best
   * @param host with its port
   * @param path from `/` on
   */
  constructor(offered: readonly string[], host: string, path: string) {
    this.#offered = offered
    this.#host = host
    this.#path = path
  }

  start(): string {
    return headOf([
      `GET ${this.#path} HTTP/1.1`,
      `Host: ${this.#host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${this.#key}`,
      `Sec-WebSocket-Protocol: ${this.#offered.join(',')}`,
      `Sec-WebSocket-Version: ${VERSION}`,
    ])
  }

  receive(chunk: Buffer): Upgraded | undefined {
    const read = this.#head.read(chunk)
    if (read === undefined) return undefined
    const { startLine, headers, rest } = read
    if (!/^HTTP\/1\.1 101( |$)/.test(startLine)) {
      throw fault(`the answer is ${JSON.stringify(startLine.slice(0, 80))}, not 101`, '§4.1')
    }
    checkUpgrade(headers)
    if (headers.get('sec-websocket-accept') !== acceptOf(this.#key))
      throw fault('another key was accepted', '§4.1')
    if (headers.has('sec-websocket-extensions'))
      throw fault('an extension that was not offered', '§4.1')
    const subprotocol = headers.get('sec-websocket-protocol')
    if (subprotocol === undefined || !this.#offered.includes(subprotocol))
      throw fault('a subprotocol that was not offered', '§4.1')
    return { subprotocol, reply: undefined, rest }
  }
}

/** The head of a message of HTTP. */
interface Head {
  readonly startLine: string
  /** By name in small letters; what comes twice is joined with a comma. */
  readonly headers: ReadonlyMap<string, string>
  readonly rest: Buffer
}

/** Gathers a head. What cannot be one is refused with its first octets. */
class HeadReader {
  readonly #beginning: string
  #received = Buffer.alloc(0)

  /** @param beginning how it must begin */
  constructor(beginning: string) {
    this.#beginning = beginning
  }

  read(chunk: Buffer): Head | undefined {
    const from = Math.max(0, this.#received.length - HEAD_END.length + 1)
    // Never more than one chunk above the limit.
    this.#received = Buffer.concat([this.#received, chunk])
    const beginning = this.#received.toString('latin1', 0, this.#beginning.length)
    if (!this.#beginning.startsWith(beginning)) throw fault('the peer speaks no HTTP', '§4')
    const end = this.#received.indexOf(HEAD_END, from, 'latin1')
    if (end > HEAD_MAX || (end < 0 && this.#received.length > HEAD_MAX))
      throw fault(`a head of over ${HEAD_MAX} octets`, '§4')
    if (end < 0) return undefined
    const [startLine = '', ...lines] = this.#received.toString('latin1', 0, end).split('\r\n')
    const headers = new Map<string, string>()
    for (const line of lines) {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(0, colon)).toLowerCase()
      if (!TOKEN.test(name)) throw fault('a line that is no header', '§4')
      const value = line.slice(colon + 1).trim()
      const before = headers.get(name)
      headers.set(name, before === undefined ? value : `${before},${value}`)
    }
    return { startLine, headers, rest: this.#received.subarray(end + HEAD_END.length) }
  }
}

function checkUpgrade(headers: ReadonlyMap<string, string>): void {
  if (!hasWord(headers.get('upgrade'), 'websocket')) throw fault('no upgrade to websocket', '§4')
  if (!hasWord(headers.get('connection'), 'upgrade')) throw fault('no Connection: Upgrade', '§4')
}

function hasWord(list: string | undefined, word: string): boolean {
  return listIn(list).some(item => item.toLowerCase() === word)
}

function listIn(list = ''): string[] {
  return list.split(',').map(item => item.trim())
}

/** What shows that a server has understood the key. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}${GUID}`).digest('base64')
}

function refusalOf(text: string): string {
  const body = `${text}\n`
  const head = headOf([
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Sec-WebSocket-Version: ${VERSION}`,
  ])
  return head + body
}

function headOf(lines: readonly string[]): string {
  return `${lines.join('\r\n')}${HEAD_END}`
}

function fault(text: string, section: string): ProtocolError {
  return new ProtocolError('WS_UNSPECIFIED', text, {
    rfc: `RFC 6455 ${section}`,
    state: 'greeting',
  })
}
