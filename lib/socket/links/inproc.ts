// The two sides of inproc:// (zmq_inproc(7)): sockets of one context that share their mailboxes.
// There is no link and no event. Connecting before binding is fine; messages wait.
import type { Attachment, InprocEnding, InprocMeeting, InprocPeer, SocketHost } from '../host.js'
import { inprocPeer, type Peer } from './peer.js'
import type { Marks, Pipe } from './pipe.js'
import { pipeFate, type Closing } from './pipe-life.js'

/** One connect to an inproc name. */
export class InprocConnect implements Attachment, InprocPeer {
  readonly hasUnsent = false
  readonly #core: SocketHost
  readonly #name: string
  readonly #pipe: Pipe
  #far: { readonly pipe: Pipe; readonly bind: InprocMeeting } | undefined
  #isOver = false

  constructor(core: SocketHost, name: string, routingId?: Buffer) {
    this.#core = core
    this.#name = name
    this.#pipe = core.newPipe(routingId)
  }

  get place(): 'inproc-connect' | 'inproc-waiting' {
    return this.#far === undefined ? 'inproc-waiting' : 'inproc-connect'
  }

  get facts(): Peer {
    return inprocPeer(this.#core, () => this.end('replaced'))
  }

  get marks(): Marks {
    return this.#core.marks
  }

  get isConflating(): boolean {
    return this.#pipe.outbound.isConflating
  }

  up(peer: Peer): void {
    this.#core.up(this.#pipe, peer)
  }

  start(): void {
    if (this.#core.attach(this.#pipe)) {
      this.#core.inprocNames.connect(this.#name, this)
      return
    }
    // A PAIR that has its peer takes no second: as in libzmq there is no connect then that could be undone.
    this.#isOver = true
    this.#core.ended(this)
  }

  /** The name's owner takes this side in: from now on the two share what they send. */
  meet(bind: InprocMeeting, { marks }: { readonly marks: Marks }): Pipe {
    const pipe = this.#pipe.joined(marks)
    this.#far = { pipe, bind }
    return pipe
  }

  /**
   * What was sent before the name was bound waits for that, as in libzmq, however this socket lingers: the
   * messages are already in the pipe of whoever will bind it.
   */
  close(_lingerMs: number, closing: Closing): void {
    if (this.#isOver) return
    const { unread, unsent } = pipeFate(closing, this.place)
    this.#core.detach(this.#pipe, unread)
    if (unsent !== 'waits' || this.#pipe.outbound.length === 0) {
      this.end(closing)
      return
    }
    this.#isOver = true
    this.#core.ended(this)
  }

  /** The connection is over, whoever ended it. The other side can still read what has been sent. */
  end(ending: InprocEnding): void {
    if (!this.#isOver) {
      this.#isOver = true
      this.#core.inprocNames.cancel(this.#name, this)
      this.#core.detach(this.#pipe, pipeFate(ending, 'inproc-connect').unread)
      this.#core.ended(this)
    }
    this.#far?.bind.left(this, this.#far.pipe)
  }

  /** True once this side has been closed and waits only for someone to bind the name. */
  get isLingering(): boolean {
    return this.#pipe.isClosed
  }
}

/** One bind to an inproc name. */
export class InprocBind implements Attachment, InprocMeeting {
  readonly hasUnsent = false
  readonly place = 'inproc-bind'
  readonly #core: SocketHost
  readonly #name: string
  readonly #peers = new Map<InprocPeer, Pipe>()
  #isBound = true

  /** @throws SystemError EADDRINUSE */
  constructor(core: SocketHost, name: string) {
    this.#core = core
    this.#name = name
    core.inprocNames.bind(name, peer => this.#accept(peer))
  }

  /** The name is free again. As in libzmq those who came by it stay when it is undone. */
  close(_lingerMs: number, closing: Closing): void {
    if (this.#isBound) this.#core.inprocNames.unbind(this.#name)
    this.#isBound = false
    if (this.#peers.size === 0) this.#core.ended(this)
    const { unread, isLinkKept } = pipeFate(closing, this.place)
    if (isLinkKept) return
    for (const [peer, pipe] of this.#peers) {
      this.#core.detach(pipe, unread)
      peer.end('gone')
    }
  }

  /** A peer has ended; what it sent can still be read. */
  left(peer: InprocPeer, pipe: Pipe): void {
    if (!this.#peers.delete(peer)) return
    this.#core.detach(pipe, pipeFate('gone', this.place).unread)
    if (!this.#isBound && this.#peers.size === 0) this.#core.ended(this)
  }

  #accept(peer: InprocPeer): void {
    const pipe = peer.meet(this, this.#core)
    const isTaken = this.#core.attach(pipe)
    if (isTaken) {
      this.#peers.set(peer, pipe)
      this.#core.up(pipe, peer.facts)
      peer.up(inprocPeer(this.#core, () => peer.end('replaced')))
    }
    if (peer.isLingering || !(isTaken || pipeFate('taken', this.place).isLinkKept)) peer.end('gone')
  }
}
