// One peer of the reference endpoint: greeting, handshake, traffic; ZMTP 3.1 with NULL or what security.ts has, 2.0 and
// 1.0. Strict:
// whatever breaks a rule closes the link, unless the fault says otherwise.
import type { Socket } from 'node:net'
import type { SocketTypeName } from '../../../lib/engine.js'
import type { Fault } from './fault.js'
import {
  command,
  faultsOfReady,
  frameOf,
  framesOf,
  identityIn,
  oldFrameOf,
  PARTNER,
  propertiesOf,
  readyBody,
  TYPE_NUMBER,
} from './frames.js'
import { curveClient, curveServer } from './curve.js'
import { plainClient, plainServer, type Hands, type RefMechanism } from './security.js'

/** What a link needs of its socket. */
export interface LinkOwner {
  readonly type: SocketTypeName
  readonly fault: Fault
  readonly options: Readonly<Partial<Record<string, number | string | boolean>>>
  /** Parts that links with the fault `mixes-links` share. */
  readonly shared: Buffer[]
  joined(link: RefLink): void
  message(link: RefLink, parts: Buffer[]): void
  /** A command that is not the link's own business. */
  command(link: RefLink, name: string, rest: Buffer): void
  /** @param mayReturn false after a fault of the peer: a connecting endpoint then stays away */
  gone(link: RefLink, mayReturn: boolean): void
  /** Nobody is served any more. */
  die(): void
}

const field = (mechanism: string): Buffer => Buffer.from(mechanism.padEnd(20, '\0'))

/** One link. */
export class RefLink {
  readonly socket: Socket
  readonly inbox: Buffer[][] = []
  /** Messages that wait for room in the stream. */
  readonly pending: Buffer[] = []
  /** Of READY; empty without one. */
  identity: Buffer = Buffer.alloc(0)
  /** The peer's minor version. */
  minor = 0
  /** What a ROUTER knows it by. */
  address: Buffer = Buffer.alloc(0)
  /** What its peer has subscribed to, each as often as it has. */
  readonly topics: Buffer[] = []
  isReady = false
  isClosed = false
  readonly #owner: LinkOwner
  /** Undefined for NULL. */
  readonly #security: RefMechanism | undefined
  #bytes: Buffer = Buffer.alloc(0)
  #stage: 'greeting' | 'handshake' | 'traffic' | 'old' | 'older' = 'greeting'
  #sent = 0
  #parts: Buffer[] = []
  #chunks: Buffer[] = []
  #arrived = 0
  /** So many octets make the next step possible. */
  #wanted = 0
  #skipsIdentity = false
  /** Refused, but not closed. */
  #isDeaf = false
  #pongs: Buffer[] = []
  #heardAt = 0
  #timers: NodeJS.Timeout[] = []
  #deadline: NodeJS.Timeout | undefined
  #isBlocked = false

  constructor(socket: Socket, owner: LinkOwner) {
    this.socket = socket
    this.#owner = owner
    this.#security = this.#mechanism()
    socket.setNoDelay(true)
    socket.on('data', chunk => this.#receive(chunk))
    socket.on('end', () => {
      if (!this.#has('stays-open-after-fin')) this.close(true)
    })
    socket.on('error', () => {
      if (this.#has('dies-on-reset')) owner.die()
      this.close(true)
    })
    socket.on('close', () => this.close(true))
    socket.on('drain', () => {
      this.#isBlocked = false
      this.flush()
    })
    const limit = this.#has('impatient')
      ? 150
      : Number(owner.options['handshakeInterval'] ?? 30_000)
    if (!this.#has('no-handshake-limit')) {
      this.#timers.push(
        setTimeout(() => {
          if (!this.isReady || this.#has('handshake-limit-in-traffic')) this.close(true)
        }, limit),
      )
    }
    if (this.#refuses('accept', Buffer.alloc(0))) return
    if (!this.#has('speaks-second')) this.#greet(this.#has('greets-at-once') ? 64 : 10)
  }

  close(mayReturn: boolean): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.#has('dies-on-early-end') && !this.isReady) this.#owner.die()
    if (this.#has('dies-on-breach') && !mayReturn) this.#owner.die()
    if (this.#has('delivers-unfinished') && this.#parts.length > 0) {
      this.#owner.message(this, this.#parts)
    }
    for (const timer of this.#timers) clearTimeout(timer)
    clearTimeout(this.#deadline)
    if (this.#has('cuts-on-close')) this.socket.write(Buffer.from([0, 9, 0x63]))
    this.socket.end()
    const lingerMs = Number(this.#owner.options['linger'] ?? 0)
    setTimeout(() => this.socket.destroy(), Math.max(100, lingerMs)).unref()
    this.#owner.gone(this, mayReturn || this.#has('returns-after-error'))
  }

  /** Queues a message and writes what the stream takes. */
  send(parts: readonly Uint8Array[]): void {
    const frames =
      this.#stage === 'older'
        ? parts.map((part, at) => oldFrameOf(at < parts.length - 1 ? 1 : 0, part))
        : (this.#sealed(parts) ?? framesOf(parts))
    const { sends } = this.#owner.fault
    const changed = sends === undefined ? frames : frames.flatMap(each => sends(each, 'message'))
    this.pending.push(Buffer.concat(changed))
    this.flush()
  }

  /** True for a peer of ZMTP 1.0. */
  get isOlder(): boolean {
    return this.#stage === 'older'
  }

  /** The parts of a message as a mechanism that encrypts has them. */
  #sealed(parts: readonly Uint8Array[]): Buffer[] | undefined {
    const { seal } = this.#security ?? {}
    if (seal === undefined || this.#stage !== 'traffic') return undefined
    return parts.map((part, at) =>
      frameOf(4, seal(at < parts.length - 1 ? 1 : 0, Buffer.from(part))),
    )
  }

  flush(): void {
    while (!this.#isBlocked && this.pending.length > 0 && this.isReady && !this.isClosed) {
      const next = this.pending.shift()
      if (next !== undefined && next.length > 0) this.#isBlocked = !this.socket.write(next)
    }
  }

  #mechanism(): RefMechanism | undefined {
    const { options, type } = this.#owner
    const hands: Hands = {
      options,
      has: name => this.#has(name),
      breach: reason => this.#breach(reason),
      refuses: (what, octets) => this.#refuses(what, octets),
      say: body => this.#say(body),
      properties: () => propertiesOf(type),
      isPeerGood: body => this.#isPeerGood(body),
      isForbidden: credentials => this.#isForbidden(credentials),
      ready: () => this.#become('traffic'),
    }
    if (options['plainServer'] === true) return plainServer(hands)
    if (options['plainUsername'] !== undefined) return plainClient(hands)
    if (options['curveServer'] === true) return curveServer(hands)
    if (options['curveServerKey'] !== undefined) return curveClient(hands)
    return undefined
  }

  #has(name: string): boolean {
    return this.#owner.fault.has?.includes(name) === true
  }

  #refuses(what: string, octets: Buffer): boolean {
    const isRefused = this.#owner.fault.refuses?.(what, octets) === true
    if (isRefused) this.close(false)
    return isRefused
  }

  /** Closes on a breach of the rules, unless the fault lets it pass. @returns true if it closed */
  #breach(reason: string, withError = false): boolean {
    if (this.#owner.fault.takes?.(reason) === true) return false
    this.#isDeaf = this.#has('ignores-refused')
    if (this.#isDeaf) return true
    if (withError && !this.#has('no-error'))
      this.#command('ERROR', Buffer.from([4, 116, 121, 112, 101]))
    if (this.#has('stays-open-after-error') && withError) return true
    this.close(false)
    return true
  }

  /** Sends a command. */
  command(name: string, rest: Buffer): void {
    this.#command(name, rest)
  }

  #command(name: string, rest: Buffer = Buffer.alloc(0)): void {
    const kind = name === 'READY' ? 'ready' : name === 'ERROR' ? 'error' : 'command'
    const body = name === 'READY' ? readyBody(this.#owner.type) : command(name, rest)
    const isSealed = this.#stage === 'traffic' && this.#security?.seal !== undefined
    this.#say(isSealed ? (this.#security?.seal?.(4, body) ?? body) : body, kind)
  }

  #say(body: Buffer, kind: 'ready' | 'error' | 'command' = 'command'): void {
    const frame = frameOf(4, body)
    const { sends } = this.#owner.fault
    for (const each of sends === undefined ? [frame] : sends(frame, kind)) this.socket.write(each)
  }

  /** Sends our greeting up to an offset. */
  #greet(upTo: number): void {
    const plain = Buffer.concat([
      Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1]),
      field(this.#security?.name ?? 'NULL'),
      Buffer.alloc(32),
    ])
    plain[32] = this.#security?.isServer === true ? 1 : 0
    const greeting = this.#owner.fault.greeting?.(plain) ?? plain
    if (upTo > this.#sent) this.socket.write(greeting.subarray(this.#sent, upTo))
    this.#sent = Math.max(this.#sent, upTo)
  }

  #receive(chunk: Buffer): void {
    if (this.isClosed || this.#isDeaf || this.#refuses('chunk', chunk)) return
    const isCut = this.#has('loses-rest-of-chunk')
    this.#chunks.push(isCut ? chunk.subarray(0, 4000) : chunk)
    this.#arrived += chunk.length
    this.#heardAt = performance.now()
    this.#alive()
    if (this.#bytes.length + this.#arrived < this.#wanted) return
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks.splice(0)])
    this.#arrived = 0
    this.#wanted = 0
    while (!this.isClosed && this.#step()) {
      // each step takes something from the front
    }
  }

  #step(): boolean {
    if (this.#stage === 'greeting') return this.#readGreeting()
    if (this.#stage === 'older') return this.#readOlderFrame()
    return this.#readFrame()
  }

  #readGreeting(): boolean {
    const bytes = this.#bytes
    const [first] = bytes
    if (first === undefined) return false
    if (first !== 0xff) {
      if (this.#has('delivers-what-is-no-zmtp')) this.#owner.message(this, [Buffer.from(bytes)])
      const isOld = first === 1 && bytes.length >= 2
      if (first !== 1 && this.#breach('no-signature')) return false
      if (!isOld || this.#refuses('older', bytes)) return false
      if (this.#has('hello-to-old')) this.#security?.begin()
      if (this.#security !== undefined && this.#breach('old version')) return false
      this.#greet(10)
      this.#become('older')
      this.#skipsIdentity = true
      return true
    }
    if (bytes.length < 10) return false
    if (((bytes[9] ?? 0) & 1) === 0) return !this.#breach('no-signature')
    if (!this.#has('stalls-at-ten')) this.#greet(11)
    const major = bytes[10]
    if (major === undefined) return false
    if (major < 3 && !(major === 2 && this.#has('two-is-three'))) return this.#downgrade(bytes)
    if (!this.#has('stalls-at-eleven')) this.#greet(64)
    if (bytes.length < 64) return false
    if (this.#has('never-greets')) return false
    if (this.#has('hello-to-anybody')) this.#security?.begin()
    const isForeign = !bytes.subarray(12, 32).equals(field(this.#security?.name ?? 'NULL'))
    if (isForeign && this.#has('closes-before-greeting')) {
      this.close(false)
      return false
    }
    this.#greet(64)
    if (isForeign) {
      const name = bytes.toString('latin1', 12, 32).replaceAll('\0', '.')
      if (this.#breach(`mechanism ${name}`)) return false
    }
    if (this.#refuses('greeting', bytes.subarray(0, 64))) return false
    const isTwin = this.#security !== undefined && (bytes[32] === 1) === this.#security.isServer
    if (isTwin && this.#breach('two of a kind')) return false
    this.#bytes = bytes.subarray(64)
    this.minor = bytes[11] ?? 0
    this.#stage = 'handshake'
    if (this.#has('sends-before-handshake')) this.socket.write(frameOf(0, Buffer.from('hi')))
    if (this.#security !== undefined) this.#security.begin()
    else if (!this.#saysReadySecond) this.#command('READY')
    return true
  }

  #downgrade(bytes: Buffer): boolean {
    if (bytes.length < 12 || this.#has('hangs-on-downgrade')) return false
    if (this.#has('refuses-old')) this.close(false)
    if (this.isClosed) return false
    if (this.#has('hello-to-old')) this.#security?.begin()
    const isOld = this.#owner.options['minimumZmtp'] === 3 || this.#security !== undefined
    const isGuarded = isOld && !this.#has('no-guard')
    if (isGuarded && this.#breach('old version')) return false
    const type = this.#has('wrong-old-type') ? 3 : TYPE_NUMBER[this.#owner.type]
    this.socket.write(Buffer.from([type, 0, 0]))
    if (this.#has('ready-in-old')) this.#command('READY')
    if (bytes[11] !== TYPE_NUMBER[PARTNER[this.#owner.type]] && this.#breach('old type'))
      return false
    this.#bytes = bytes.subarray(12)
    this.#become('old')
    this.#skipsIdentity = true
    return true
  }

  #become(stage: 'traffic' | 'old' | 'older'): void {
    this.#stage = stage
    this.isReady = true
    this.#owner.joined(this)
    this.#startHeartbeat()
    if (this.#has('closes-idle')) this.#timers.push(setTimeout(() => this.close(true), 100))
  }

  #readOlderFrame(): boolean {
    const bytes = this.#bytes
    const [short] = bytes
    if (short === undefined) return false
    const isLong = short === 0xff
    const headLength = isLong ? 9 : 1
    if (bytes.length < headLength) return false
    const length = isLong ? Number(bytes.readBigUInt64BE(1)) : short
    if (isLong && this.#refuses('older long', bytes)) return false
    if (length === 0) {
      this.#bytes = bytes.subarray(1)
      return !this.#refuses('older empty', bytes)
    }
    if (bytes.length < headLength + length) return false
    const body = Buffer.from(bytes.subarray(headLength + 1, headLength + length))
    const hasMore = ((bytes[headLength] ?? 0) & 1) !== 0
    this.#bytes = bytes.subarray(headLength + length)
    this.#part(body, hasMore)
    return true
  }

  #readFrame(): boolean {
    const bytes = this.#bytes
    const [flags, short] = bytes
    if (flags === undefined) return false
    const isCommand = (flags & 4) !== 0
    const state = this.#stage === 'handshake' ? 'handshake ' : ''
    if (
      (flags & 0xf8) !== 0 &&
      this.#breach(`${state}reserved ${isCommand ? 'command' : 'message'}`)
    ) {
      return false
    }
    if ((flags & 5) === 5 && this.#breach(`${state}more on command`)) return false
    const isLong = (flags & 2) !== 0
    const headLength = isLong ? 9 : 2
    if (bytes.length < headLength) {
      if (this.#has('needs-whole-header') && bytes.length > 0) this.close(false)
      return false
    }
    const size = isLong ? bytes.readBigUInt64BE(1) : BigInt(short ?? 0)
    if (this.#isTooBig(size, bytes.length - headLength)) return false
    const length = Number(size & 0xffffffffn)
    if (bytes.length < headLength + length) {
      this.#wanted = headLength + length
      if (this.#has('delivers-cut-frames') && bytes.length > headLength) {
        this.#owner.message(this, [Buffer.from(bytes.subarray(headLength))])
      }
      return false
    }
    const body = Buffer.from(bytes.subarray(headLength, headLength + length))
    this.#bytes = bytes.subarray(headLength + length)
    if (this.#refuses(isLong ? 'long frame' : 'short frame', body)) return false
    if (this.#stage === 'handshake') return this.#handshake(flags, body)
    const { open } = this.#security ?? {}
    const isSealed = open !== undefined && this.#stage === 'traffic'
    const opened = isSealed ? open(flags, body) : { flags, body }
    if (opened === undefined) return !this.isClosed
    if ((opened.flags & 4) !== 0) return this.#takeCommand(opened.body)
    this.#part(opened.body, (opened.flags & 1) !== 0)
    return true
  }

  #isTooBig(size: bigint, arrived: number): boolean {
    if (size > 0x7fffffffn) return this.#breach('size')
    const limit =
      this.#stage === 'handshake' ? 65_536 : Number(this.#owner.options['maxMessageSize'] ?? -1)
    if (limit < 0 || Number(size) <= limit) return false
    if (this.#has('limit-off')) return false
    if (this.#has('limit-after-body') && arrived < Number(size)) return false
    return this.#breach('limit')
  }

  #handshake(flags: number, body: Buffer): boolean {
    const name = nameOf(body)
    if (name === 'ERROR' && (flags & 4) !== 0) {
      const isWhole = body.length === 7 + (body[6] ?? -1)
      return !this.#breach(isWhole ? `ERROR ${body.length - 7}` : 'malformed ERROR')
    }
    if (this.#security !== undefined) {
      this.#security.take(flags, body)
      return !this.isClosed
    }
    if ((flags & 4) === 0 && name === 'READY') {
      if (this.#breach('READY as message')) return false
    } else if ((flags & 4) === 0) {
      if (this.#has('delivers-before-ready')) this.#owner.message(this, [body])
      return !this.#breach('message before READY')
    } else if (name !== 'READY') {
      if (name === 'PING' && this.#has('pongs-early')) {
        this.#command('PONG', body.subarray(7))
        return true
      }
      return !this.#breach(`command ${name ?? body.toString('hex')}`)
    }
    if (this.#refuses('ready', body)) return false
    if (!this.#isPeerGood(body) || this.#isForbidden()) return false
    this.identity = (flags & 4) === 0 ? this.identity : identityIn(body)
    if (this.#saysReadySecond) this.#command('READY')
    if (this.#has('no-ready-from-server')) return true
    this.#become('traffic')
    return true
  }

  /** True if the properties behind a command's name are in order, or the fault takes them. */
  #isPeerGood(body: Buffer): boolean {
    for (const reason of faultsOfReady(body, this.#owner.type)) {
      if (!this.#breach(reason, /=/.test(reason) && this.#security?.isServer !== false)) continue
      if (this.#has('delivers-from-refused') && this.#bytes.length > 2) {
        this.#owner.message(this, [Buffer.from(this.#bytes.subarray(2))])
      }
      return false
    }
    return true
  }

  /** The status of the ZAP handler, if there is one. */
  #zapStatus(credentials: readonly Buffer[] = []): string | undefined {
    const domain = String(this.#owner.options['zapDomain'] ?? '')
    if (domain === '' || this.#has('no-zap')) return undefined
    if (!domain.includes(':')) return domain
    return credentials.map(String).join(':') === domain ? '200' : '400'
  }

  get #saysReadySecond(): boolean {
    return this.#has('ready-second') || this.#zapStatus() !== undefined
  }

  /** Closes if the ZAP handler says so: 300 without a word, 400 with ERROR. */
  #isForbidden(credentials?: readonly Buffer[]): boolean {
    const status = this.#zapStatus(credentials) ?? '200'
    if (status === '200') return false
    if (this.#owner.fault.takes?.('forbidden') === true) return false
    if (status !== '300' || this.#has('says-300'))
      this.#command('ERROR', Buffer.from(`\u0003${status}`))
    if (!this.#has('stays-open-after-error')) this.close(true)
    return true
  }

  #takeCommand(body: Buffer): boolean {
    const written = nameOf(body)
    const name = this.#has('any-case') ? written?.toUpperCase() : written
    if (this.#has('command-drops-parts')) this.#parts = []
    if (this.#refuses(`command ${name ?? 'without name'}`, body)) return false
    if (this.#has(`delivers ${name ?? 'without name'}`)) this.#owner.message(this, [body])
    if (name === 'PING') this.#takePing(body)
    else if (name !== undefined) this.#owner.command(this, name, body.subarray(1 + name.length))
    return true
  }

  #takePing(body: Buffer): void {
    if (this.#has('never-pongs')) return
    if (body.length < 7 && !this.#has('pongs-junk')) return
    const context = body.length < 7 ? Buffer.from('junk') : body.subarray(7)
    const limit = this.#has('long-pong') ? context.length : 16
    const pong = this.#has('pong-without-context') ? Buffer.alloc(0) : context.subarray(0, limit)
    if (this.#has('pongs-backwards')) this.#pongLater(Buffer.from(pong))
    else this.#command('PONG', Buffer.from(pong))
    const tenths = body.length < 7 ? 0 : body.readUInt16BE(5)
    if (tenths === 0 || this.#has('no-ttl')) return
    const ms = this.#has('ttl-wraps') ? (tenths * 100) & 0xffff : tenths * 100
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.close(true), this.#has('ttl-early') ? 50 : ms)
  }

  /** Those that came together are answered from the last to the first. */
  #pongLater(pong: Buffer): void {
    this.#pongs.push(pong)
    if (this.#pongs.length > 1) return
    setImmediate(() => {
      for (const each of this.#pongs.splice(0).toReversed()) this.#command('PONG', each)
    })
  }

  /** Any traffic is a sign of life. */
  #alive(): void {
    if (this.#has('ttl-ignores-traffic')) return
    clearTimeout(this.#deadline)
    this.#deadline = undefined
  }

  #startHeartbeat(): void {
    const every = Number(this.#owner.options['heartbeatInterval'] ?? 0)
    if (every === 0 || this.#stage !== 'traffic') return
    const timeout = Number(this.#owner.options['heartbeatTimeout'] ?? every)
    const beat = setInterval(
      () => {
        const isIdle = performance.now() - this.#heardAt >= every
        if (!isIdle && this.#has('pings-when-idle')) return
        this.#command(
          'PING',
          Buffer.alloc(this.#has('long-ping') ? 30 : this.#has('short-ping') ? 1 : 2),
        )
        if (this.#has('waits-for-ever')) return
        this.#deadline ??= setTimeout(() => this.close(true), timeout)
      },
      this.#has('many-pings') ? 20 : every,
    )
    this.#timers.push(beat)
  }

  #part(body: Buffer, hasMore: boolean): void {
    if (this.#skipsIdentity) {
      this.#skipsIdentity = false
      return
    }
    if (this.#has('delivers-parts') && hasMore) this.#owner.message(this, [body])
    const bag = this.#has('mixes-links') ? this.#owner.shared : this.#parts
    bag.push(body)
    if (hasMore) return
    const parts = bag.splice(0)
    if (this.#refuses('message', parts[0] ?? Buffer.alloc(0))) return
    const changed = this.#owner.fault.delivers?.(parts) ?? [parts]
    for (const message of changed) this.#owner.message(this, [...message])
  }
}

function nameOf(body: Buffer): string | undefined {
  const length = body[0] ?? 0
  if (length === 0 || body.length < 1 + length) return undefined
  const name = body.toString('latin1', 1, 1 + length)
  return /^[A-Za-z]+$/.test(name) ? name : undefined
}
