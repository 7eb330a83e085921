// One direction of a connection explained as its bytes come, in any pieces: the greeting of any version,
// then commands and frames. It keeps little: the start of a body, never all of a large one. What it
// cannot read it says, once, and then only counts.
//
//   greeting ──► header ──► body ──► header …          any ──loss, no size that can be──► lost
import { type PeerProtocol, GREETING_LENGTH, SIGNATURE_LENGTH } from '../zmtp/greeting.js'
import { isCommand } from '../zmtp/command.js'
import { ClosedCommands } from './closed-commands.js'
import { dissectCommand } from './command.js'
import type { CurveView } from './curve.js'
import type { CurveKeySource } from './curve-key-log.js'
import { CurveSight } from './curve-sight.js'
import { EnvelopeReader, type PartRole } from './envelope.js'
import { append, type CommandItem, FieldReader, faultText, plural, type Item } from './field.js'
import { dissectGreeting, SHORT_GREETING_LENGTH } from './greeting.js'
import {
  dissectFrame,
  dissectCutOff,
  withFault,
  type FrameContext,
  type OpenFrame,
} from './frame.js'
import { dissectHeader, headerLength, type FrameHeader, type Framing } from './header.js'

/** How to begin, where no greeting says it. */
export interface StreamOptions {
  /** Begin with frames of this kind; without it, with a greeting. */
  readonly framing?: Framing
  /** The mechanism, where there is no greeting to announce it. */
  readonly mechanism?: string
  /** Bytes of a body that are kept for showing. Default 65,536. */
  readonly keepBytes?: number
  /** What opens the boxes of CURVE (docs/keylog.md); without it they stay closed. */
  readonly keys?: CurveKeySource
}

/** Bytes of a body, a command or a list of properties that are kept and explained. */
export const KEEP_BYTES = 65_536
/** The same of a box, which opens only as a whole. */
const KEEP_SEALED_BYTES = 1024 * 1024
const OLDER: readonly PeerProtocol[] = ['1.0-unversioned', '1.0', '2.0', '3.x']
const IDENTITY: PartRole = { role: 'identity' }
const SEALED: PartRole = { role: 'encrypted' }
/** The commands that end the handshake of the side that sends them. */
const LAST_COMMANDS: ReadonlySet<string | undefined> = new Set(['READY', 'INITIATE'])

/** Explains one direction. */
export class StreamDissector {
  #peer: StreamDissector | undefined
  readonly #keepBytes: number
  #stage: 'greeting' | 'header' | 'body' | 'lost'
  #framing: Framing
  #announced: PeerProtocol | undefined
  #mechanism: string | undefined
  #socketType: string | undefined
  #isHandshaking: boolean
  #hasIdentity = true
  readonly #envelope = new EnvelopeReader()
  #pending: Buffer = Buffer.alloc(0)
  /** Offset of the first pending byte. */
  #offset = 0
  #frame: OpenFrame | undefined
  #lostFrom = 0
  #isEnded = false
  #view: CurveView
  readonly #closed = new ClosedCommands()

  constructor(options: StreamOptions = {}) {
    this.#view = { sight: new CurveSight(options.keys), sender: this }
    this.#keepBytes = options.keepBytes ?? KEEP_BYTES
    this.#stage = options.framing === undefined ? 'greeting' : 'header'
    this.#framing = options.framing ?? '3.x'
    this.#mechanism = options.mechanism
    this.#isHandshaking = options.framing === undefined
  }

  /** The other direction, if it is seen: an older side, or HELLO, decides what this one's bytes mean. */
  set peer(peer: StreamDissector) {
    this.#peer = peer
    this.#view = { sight: peer.#view.sight, sender: this }
  }

  /** The protocol this side's own bytes ask for, as soon as that can be told. */
  get announced(): PeerProtocol | undefined {
    return this.#announced
  }

  /** The type of the sending socket, escaped, as soon as it has said it. */
  get socketType(): string | undefined {
    return this.#socketType
  }

  /** True after bytes that cannot be read: no more items will come. */
  get isLost(): boolean {
    return this.#stage === 'lost' && !this.#isEnded
  }

  /** Takes the next bytes. The chunk is kept until its frames are whole: do not reuse it. */
  push(chunk: Buffer): Item[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    return this.#run(false)
  }

  /** Tells how many bytes were sent that nobody has seen. */
  lose(size: number): Item[] {
    const items = this.#run(true)
    const frame = this.#frame
    const offset = this.#offset
    const summary = `${plural(size, 'byte')} not seen: lost by who recorded them`
    items.push({
      kind: 'rest',
      offset,
      size,
      summary,
      fields: [],
      fault: faultText(offset, summary),
    })
    if (frame !== undefined && frame.received + frame.lost + size <= frame.header.bodySize) {
      frame.lost += size
      this.#offset += size
      append(items, this.#run(false))
      return items
    }
    this.#frame = undefined
    this.#offset += this.#pending.length + size
    this.#pending = Buffer.alloc(0)
    if (this.#stage !== 'lost') this.#lostFrom = this.#offset
    this.#stage = 'lost'
    return items
  }

  /** Commands once more whose keys have come by now, from either direction. */
  reopen(): CommandItem[] {
    return this.#closed.reopen(this.#view)
  }

  /** The stream has ended: explains what is left. */
  end(): Item[] {
    const items = this.#run(true)
    const { offset } = this.#frame ?? { offset: this.#offset }
    if (this.#stage === 'lost' && this.#offset > this.#lostFrom) {
      const size = this.#offset - this.#lostFrom
      const summary = `${plural(size, 'byte')} behind it that cannot be read`
      items.push({ kind: 'rest', offset: this.#lostFrom, size, summary, fields: [] })
      this.#lostFrom = this.#offset
    }
    if (this.#frame !== undefined) items.push(dissectCutOff(this.#frame, this.#framing))
    else if (this.#stage === 'header' && this.#pending.length > 0) {
      const reader = new FieldReader(this.#pending, offset)
      dissectHeader(reader, this.#framing)
      items.push(this.#rest(reader, 'the header of a frame, cut off', this.#pending.length))
    }
    this.#frame = undefined
    this.#pending = Buffer.alloc(0)
    this.#stage = 'lost'
    this.#isEnded = true
    return items
  }

  #run(isEnd: boolean): Item[] {
    const items: Item[] = []
    for (;;) {
      const before = this.#offset
      const stage = this.#stage
      const item = this.#step(isEnd)
      if (item !== undefined) items.push(item)
      if (item === undefined && before === this.#offset && stage === this.#stage) {
        if (this.#pending.length <= GREETING_LENGTH) this.#pending = Buffer.from(this.#pending)
        return items
      }
    }
  }

  /** One step on; undefined, and nothing moved, if more bytes are needed. */
  #step(isEnd: boolean): Item | undefined {
    switch (this.#stage) {
      case 'greeting':
        return this.#pending.length === 0 ? undefined : this.#readGreeting(isEnd)
      case 'header':
        return this.#readHeader()
      case 'body':
        return this.#readBody()
      case 'lost':
        this.#skip(this.#pending.length)
        return undefined
    }
  }

  #readGreeting(isEnd: boolean): Item | undefined {
    const bytes = this.#pending
    const protocol = this.#decide(isEnd)
    if (protocol === undefined && !isEnd) return undefined
    const wanted = greetingLength(protocol ?? '3.x', this.#announced)
    if (bytes.length < wanted && !isEnd) return undefined
    const item = dissectGreeting(Buffer.from(bytes.subarray(0, wanted)), protocol ?? '3.x')
    this.#mechanism = item.mechanism
    this.#socketType = item.socketType
    this.#framing = item.protocol === '1.0-unversioned' ? '1.0' : item.protocol
    this.#isHandshaking = item.protocol === '3.x'
    this.#hasIdentity = item.protocol === '3.x'
    this.#stage = 'header'
    this.#skip(Math.min(wanted, bytes.length))
    if (wanted === SIGNATURE_LENGTH) this.#openIdentity(bytes)
    if (item.fault !== undefined && bytes.length < wanted) this.#stage = 'lost'
    this.#lostFrom = this.#offset
    return item
  }

  /** Which protocol this side's bytes are; undefined while that cannot be told. */
  #decide(isEnd: boolean): PeerProtocol | undefined {
    const bytes = this.#pending
    const last = bytes[SIGNATURE_LENGTH - 1]
    if (bytes[0] !== 0xff || (last !== undefined && (last & 1) === 0)) {
      this.#announced = '1.0-unversioned'
      return this.#announced
    }
    if (last === undefined) return undefined
    const other = this.#peer?.announced
    const revision = bytes[SIGNATURE_LENGTH]
    if (revision === undefined) return other === '1.0-unversioned' ? other : undefined
    this.#announced = revision === 0 ? '1.0' : revision === 1 ? '2.0' : '3.x'
    if (other !== undefined || this.#announced !== '3.x') return older(this.#announced, other)
    // The other side is unknown. Behind the minor version stands the mechanism's name; behind the
    // socket type of a downgraded greeting the header of the identity frame.
    const next = bytes[SHORT_GREETING_LENGTH]
    if (next === undefined) return isEnd ? '3.x' : undefined
    if (next > 1) return '3.x'
    return next === 0 ? '2.0' : '1.0'
  }

  /** A signature whose padding an unversioned side reads as the length of our identity frame. */
  #openIdentity(bytes: Buffer): void {
    const length = bytes.readBigUInt64BE(1)
    if (length < 2n) {
      this.#hasIdentity = true
      return
    }
    const bodySize = Number(length) - 1
    this.#open(new FieldReader(Buffer.alloc(0), this.#offset), {
      isCommand: false,
      hasMore: false,
      bodySize,
    })
  }

  #readHeader(): Item | undefined {
    const first = this.#pending[0]
    if (first === undefined || this.#pending.length < headerLength(first, this.#framing)) {
      return undefined
    }
    const length = headerLength(first, this.#framing)
    const reader = new FieldReader(Buffer.from(this.#pending.subarray(0, length)), this.#offset)
    const header = dissectHeader(reader, this.#framing)
    if (header === undefined) {
      const item = this.#rest(reader, 'no frame', length)
      this.#skip(length)
      this.#lostFrom = this.#offset
      this.#stage = 'lost'
      return item
    }
    this.#open(reader, header, length)
    return undefined
  }

  #open(reader: FieldReader, header: FrameHeader, length = 0): void {
    const offset = this.#offset
    this.#skip(length)
    const bodyOffset = this.#offset
    this.#frame = { reader, header, offset, bodyOffset, pieces: [], kept: 0, received: 0, lost: 0 }
    this.#stage = 'body'
  }

  #readBody(): Item | undefined {
    const frame = this.#frame as OpenFrame
    const { bodySize } = frame.header
    const count = Math.min(this.#pending.length, bodySize - frame.received - frame.lost)
    const kept = frame.lost > 0 ? 0 : Math.min(count, this.#keptMost - frame.kept)
    if (kept > 0) {
      frame.pieces.push(this.#pending.subarray(0, kept))
      frame.kept += kept
    }
    frame.received += count
    this.#skip(count)
    if (frame.received + frame.lost < bodySize) {
      // A view that waits would keep its whole chunk alive.
      if (kept > 0) frame.pieces.push(Buffer.from(frame.pieces.pop() ?? []))
      return undefined
    }
    this.#frame = undefined
    this.#stage = 'header'
    return this.#explainFrame(frame)
  }

  #explainFrame(frame: OpenFrame): Item {
    const { reader, header, offset, bodyOffset } = frame
    const body = Buffer.concat(frame.pieces)
    const view = this.#view
    const { bodySize } = header
    const size = bodyOffset - offset + bodySize
    const isFirst = !this.#hasIdentity
    this.#hasIdentity = true
    const isHandshaking = this.#isHandshaking
    const isSealed = this.#mechanism === 'CURVE' && isCommand(body, 'MESSAGE') && !isHandshaking
    if (!isSealed && (header.isCommand || isHandshaking)) {
      const shown = dissectCommand(body, bodyOffset, bodySize, this.#mechanism, { view })
      const { opened: _, isClosed, ...command } = shown
      if (isClosed === true && body.length === bodySize) {
        this.#closed.keep({ offset, size, fields: reader.fields, body, bodyOffset })
      }
      const fault = header.isCommand
        ? command.fault
        : faultText(offset, 'expected the COMMAND flag: the handshake is not done')
      if (LAST_COMMANDS.has(command.name)) this.#isHandshaking = false
      this.#socketType ??= command.facts.socketType
      const fields = [...reader.fields, ...command.fields]
      return withFault({ kind: 'command', offset, size, ...command, fields }, reader.fault ?? fault)
    }
    const partOf: FrameContext['partOf'] = (payload, part) =>
      this.#envelope.next(payload, part, this.#socketType, this.#peer?.socketType)
    const part = isSealed ? SEALED : isFirst ? IDENTITY : partOf(body, header)
    return dissectFrame(frame, body, part, { framing: this.#framing, view, partOf })
  }

  get #keptMost(): number {
    const isSealed = this.#mechanism === 'CURVE' && this.#view.sight.hasKeys
    return isSealed ? Math.max(this.#keepBytes, KEEP_SEALED_BYTES) : this.#keepBytes
  }

  #rest(reader: FieldReader, summary: string, size: number): Item {
    const item = { kind: 'rest' as const, offset: this.#offset, size, summary }
    return withFault({ ...item, fields: reader.fields }, reader.fault)
  }

  #skip(count: number): void {
    this.#offset += count
    this.#pending = this.#pending.subarray(count)
  }
}

function older(own: PeerProtocol, other: PeerProtocol | undefined): PeerProtocol {
  return OLDER[Math.min(OLDER.indexOf(own), OLDER.indexOf(other ?? '3.x'))] ?? own
}

function greetingLength(protocol: PeerProtocol, announced: PeerProtocol | undefined): number {
  if (protocol === '3.x') return GREETING_LENGTH
  if (protocol !== '1.0-unversioned') return SHORT_GREETING_LENGTH
  return announced === '1.0-unversioned' ? 0 : SIGNATURE_LENGTH
}
