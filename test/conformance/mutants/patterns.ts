// What the socket types but PUSH, PULL and PAIR make of messages: the reference endpoint's own REQ, REP, DEALER,
// ROUTER, PUB, SUB, XPUB and XSUB (RFC 28 and 29), each with the faults that its cases are to catch.
import type { SocketTypeName } from '../../../lib/engine.js'
import type { RefLink } from './link.js'

type Parts = readonly Uint8Array[]

/** What a pattern needs of its socket. */
export interface PatternHost {
  readonly type: SocketTypeName
  /** Links that are ready, in the order in which they became so. */
  readonly ready: readonly RefLink[]
  readonly sendLimit: number
  has(fault: string): boolean
  /** Sends to the next link in turn; undefined if none has room. */
  sendInTurn(parts: Parts): RefLink | undefined
  deliver(parts: Buffer[]): void
  /** Nobody is served any more. */
  die(): void
}

const NOTHING = Buffer.alloc(0)
const startsWith = (text: Uint8Array, start: Uint8Array): boolean =>
  Buffer.from(text.subarray(0, start.length)).equals(start)

/** The pattern of a socket type, or that of PUSH, PULL, PAIR and DEALER: as it comes, and in turn. */
export function patternOf(host: PatternHost): RefPattern {
  const { type } = host
  if (type === 'REQ') return new Request(host)
  if (type === 'REP') return new Reply(host)
  if (type === 'ROUTER') return new Router(host)
  if (type === 'PUB' || type === 'XPUB') return new Publish(host)
  if (type === 'SUB' || type === 'XSUB') return new Subscribe(host)
  return new RefPattern(host)
}

/** Messages as they come. */
export class RefPattern {
  protected readonly host: PatternHost

  constructor(host: PatternHost) {
    this.host = host
  }

  /** What the application gets of a message; undefined for nothing. */
  incoming(_link: RefLink, parts: Buffer[]): Buffer[] | undefined {
    return parts
  }

  /** What comes of a send: undefined leaves it to the socket. */
  outgoing(_parts: Parts): string | undefined {
    return undefined
  }

  ready(_link: RefLink): void {}
  gone(_link: RefLink): void {}
  command(_link: RefLink, _name: string, _rest: Buffer): void {}
  subscribe(_topic: Uint8Array, _isOn: boolean): void {}
}

class Request extends RefPattern {
  #asked: RefLink | undefined

  override outgoing(parts: Parts): string {
    const { host } = this
    if (this.#asked !== undefined && !host.has('two-at-a-time')) return 'EFSM'
    const link = host.sendInTurn(host.has('no-delimiter') ? parts : [NOTHING, ...parts])
    if (link === undefined) return 'again'
    this.#asked = link
    return 'sent'
  }

  override incoming(link: RefLink, parts: Buffer[]): Buffer[] | undefined {
    if (link !== this.#asked && !this.host.has('anybody-replies')) return undefined
    const isBare = parts[0]?.length !== 0 || parts.length < 2
    if (isBare && !this.host.has('takes-bare')) return undefined
    this.#asked = undefined
    return isBare ? parts : parts.slice(1)
  }
}

class Reply extends RefPattern {
  #asker: RefLink | undefined
  #envelope: Buffer[] = []

  override incoming(link: RefLink, parts: Buffer[]): Buffer[] | undefined {
    const at = parts.findIndex(part => part.length === 0)
    if (at < 0 && !this.host.has('takes-bare')) return undefined
    this.#asker = link
    this.#envelope = parts.slice(0, at + 1)
    return parts.slice(at + 1)
  }

  override outgoing(parts: Parts): string {
    const { host } = this
    const asker = this.#asker
    if (asker === undefined) return 'EFSM'
    if (asker.isClosed && host.has('waits-for-lost-asker')) return 'again'
    const envelope = host.has('drops-envelope') ? [NOTHING] : this.#envelope
    for (const link of host.has('replies-to-all') ? host.ready : [asker]) {
      link.send([...envelope, ...parts])
    }
    this.#asker = undefined
    return 'sent'
  }
}

class Router extends RefPattern {
  #count = 0
  /** What peers that are gone had not been sent, by their addresses. */
  readonly #kept = new Map<string, Buffer[]>()

  override ready(link: RefLink): void {
    const { host } = this
    const number = Buffer.alloc(5)
    number.writeUInt32BE(host.has('one-address-for-all') ? 7 : ++this.#count, 1)
    link.address = link.identity.length > 0 ? link.identity : number
    const isTaken = host.ready.some(
      other => other !== link && other.address.equals(link.address) && link.identity.length > 0,
    )
    if (isTaken) {
      if (host.has('dies-of-two-names')) host.die()
      link.close(false)
    }
    const kept = this.#kept.get(link.address.toString('hex'))
    if (kept !== undefined && host.has('keeps-for-identity')) link.pending.push(...kept)
    link.flush()
  }

  override gone(link: RefLink): void {
    this.#kept.set(link.address.toString('hex'), link.pending.splice(0))
  }

  override incoming(link: RefLink, parts: Buffer[]): Buffer[] {
    return [link.address, ...parts]
  }

  override outgoing(parts: Parts): string {
    const { host } = this
    const [address = NOTHING, ...rest] = parts
    const link = host.ready.find(each => each.address.equals(address))
    if (link === undefined) return host.has('waits-for-anybody') ? 'again' : 'sent'
    if (link.pending.length < host.sendLimit) {
      link.send(host.has('address-on-the-wire') ? parts : rest)
    }
    return 'sent'
  }
}

class Publish extends RefPattern {
  override ready(link: RefLink): void {
    if (link.isOlder) link.topics.push(NOTHING) // it has no way to subscribe
  }

  override gone(link: RefLink): void {
    if (this.host.has('forgets-silently')) return
    for (const topic of link.topics.splice(0)) this.#tell(topic, false)
  }

  override command(link: RefLink, name: string, rest: Buffer): void {
    if (this.host.has('deaf-to-commands')) return
    if (name === 'SUBSCRIBE' || name === 'CANCEL') this.#heed(link, rest, name === 'SUBSCRIBE')
  }

  override incoming(link: RefLink, parts: Buffer[]): Buffer[] | undefined {
    const [first = NOTHING] = parts
    const isSubscription = parts.length === 1 && (first[0] === 0 || first[0] === 1)
    if (!isSubscription) return this.host.type === 'XPUB' ? parts : undefined
    if (!this.host.has('deaf-to-messages')) this.#heed(link, first.subarray(1), first[0] === 1)
    return undefined
  }

  override outgoing(parts: Parts): string {
    const { host } = this
    const wanting = host.ready.filter(link => this.#wants(link, parts[0] ?? NOTHING))
    const full = wanting.filter(link => link.pending.length >= host.sendLimit)
    if (full.length > 0 && host.has('blocked-by-one')) return 'again'
    for (const link of wanting) if (!full.includes(link)) link.send(parts)
    return 'sent'
  }

  #wants({ topics }: RefLink, first: Uint8Array): boolean {
    if (this.host.has('sends-to-all')) return true
    if (this.host.has('finds-topics-anywhere')) {
      return topics.some(topic => Buffer.from(first).includes(topic))
    }
    return topics.some(topic => startsWith(first, topic))
  }

  #heed(link: RefLink, topic: Buffer, isOn: boolean): void {
    const { host } = this
    const { topics } = link
    const at = topics.findIndex(each => each.equals(topic))
    if (isOn || (at < 0 && host.has('cancel-subscribes'))) {
      if (at >= 0 && host.has('counts-to-one')) return
      topics.push(topic)
      if (this.#holders(topic) === 1) this.#tell(topic, true)
    } else if (at >= 0 && !host.has('never-forgets')) {
      topics.splice(at, 1)
      if (topic.length === 0 && host.has('cancel-takes-all')) topics.splice(0)
      if (this.#holders(topic) === 0) this.#tell(topic, false)
    }
  }

  #holders(topic: Buffer): number {
    return this.host.ready.flatMap(({ topics }) => topics).filter(each => each.equals(topic)).length
  }

  #tell(topic: Buffer, isOn: boolean): void {
    if (this.host.type !== 'XPUB' || this.host.has('tells-nothing')) return
    this.host.deliver([Buffer.concat([Buffer.of(isOn ? 1 : 0), topic])])
  }
}

class Subscribe extends RefPattern {
  readonly #topics: Buffer[] = []
  #links = 0

  override ready(link: RefLink): void {
    if (this.#links++ > 0 && this.host.has('subscribes-once')) return
    for (const topic of this.#topics) this.#say(link, topic, true)
  }

  override subscribe(topic: Uint8Array, isOn: boolean): void {
    const wanted = Buffer.from(topic)
    if (isOn) this.#topics.push(wanted)
    else {
      const at = this.#topics.findIndex(each => each.equals(wanted))
      this.#topics.splice(at, 1)
      if (this.host.has('never-cancels')) return
    }
    for (const link of this.host.ready) this.#say(link, wanted, isOn)
  }

  override outgoing(parts: Parts): string {
    const [first = NOTHING] = parts
    if (first[0] === 0 || first[0] === 1) this.subscribe(first.subarray(1), first[0] === 1)
    else if (!this.host.has('nothing-upstream'))
      for (const link of this.host.ready) link.send(parts)
    return 'sent'
  }

  override incoming(_link: RefLink, parts: Buffer[]): Buffer[] | undefined {
    if (this.host.has('wants-nothing')) return undefined
    return this.#topics.some(topic => startsWith(parts[0] ?? NOTHING, topic)) ? parts : undefined
  }

  #say(link: RefLink, topic: Buffer, isOn: boolean): void {
    const isCommand = this.host.has('always-commands') || link.minor > 0
    if (isCommand && !this.host.has('never-commands')) {
      link.command(isOn ? 'SUBSCRIBE' : 'CANCEL', topic)
    } else link.send([Buffer.concat([Buffer.of(isOn ? 1 : 0), topic])])
  }
}
