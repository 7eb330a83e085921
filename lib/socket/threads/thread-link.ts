// One inproc connection whose two sockets are in two threads. In each thread the socket has a pipe as over any inproc,
// and the far end of that pipe is here. What is sent goes over at once, in batches, and counts against the marks until
// the other program has read it, of which the other end tells.
import type { AnyTypeName } from '../../engine.js'
import { inprocPeer, type Peer } from '../links/peer.js'
import { Pipe, type Marks } from '../links/pipe.js'
import type { InprocMeeting, InprocPeer } from '../host.js'
import type { Message } from '../message.js'
import { packBatch, unpackBatch } from './batch.js'
import { Channel } from './channel.js'

/** A socket as the other thread must know it. */
export interface FarSocket {
  readonly type: AnyTypeName
  readonly identity: Uint8Array | undefined
  readonly marks: Marks
  readonly isConflating: boolean
}

/**
 * What is said over it: that the two have met, that the name is not bound, messages, how many of them have been read,
 * and that it is over.
 */
type LinkWords = { readonly met: FarSocket } | 'absent' | Uint8Array | number | 'end'

/** Who has it. */
export interface LinkUser {
  met?(far: FarSocket): void
  absent?(): void
  /** The other end is over. */
  ended(): void
}

/** One end of a connection. */
export class ThreadLink {
  readonly name: string
  /** The hub of the other end. */
  readonly far: number
  readonly #links: Map<string, ThreadLink>
  readonly #channel: Channel<LinkWords>
  readonly #user: LinkUser
  #pipe: Pipe | undefined
  #flushing: NodeJS.Immediate | undefined

  /** @param links where it is listed until it is over */
  constructor(name: string, far: number, links: Map<string, ThreadLink>, user: LinkUser) {
    this.name = name
    this.far = far
    this.#links = links
    this.#user = user
    this.#channel = new Channel(name, words => this.#hear(words))
    links.set(name, this)
  }

  /** Tells the other end who is here. */
  meet(met: FarSocket): void {
    this.#channel.post({ met })
  }

  /** From now on what is in the pipe, and comes into it, goes over. */
  join(pipe: Pipe): void {
    this.#pipe = pipe
    pipe.inbound.onReadable = () => {
      this.#flushing ??= setImmediate(() => this.flush())
    }
    pipe.outbound.onCredited = reads => this.#channel.post(reads)
    this.flush()
  }

  /** Sends what lies in the pipe. */
  flush(): void {
    clearImmediate(this.#flushing)
    this.#flushing = undefined
    const messages: Message[] = []
    for (
      let next = this.#pipe?.inbound.lend();
      next !== undefined;
      next = this.#pipe?.inbound.lend()
    ) {
      messages.push(next)
    }
    if (messages.length > 0) this.#channel.post(packBatch(messages))
  }

  /** Ends it: what has been sent is with the other end. */
  finish(word: 'end' | 'absent' = 'end'): void {
    this.flush()
    this.#channel.post(word)
    this.#close()
  }

  /** The other end's thread has ended: what it has sent is still heard. */
  lost(): void {
    this.#channel.drain()
    this.#end()
  }

  #hear(words: LinkWords): void {
    if (words === 'end') this.#end()
    else if (words === 'absent') {
      this.#close()
      this.#user.absent?.()
    } else if (typeof words === 'number') this.#pipe?.inbound.countReads(words)
    else if (words instanceof Uint8Array) this.#receive(words)
    else this.#user.met?.(words.met)
  }

  #receive(batch: Uint8Array): void {
    for (const message of unpackBatch(batch)) this.#pipe?.outbound.put(message)
  }

  #end(): void {
    if (!this.#links.has(this.name)) return
    this.#close()
    this.#user.ended()
  }

  #close(): void {
    this.#links.delete(this.name)
    this.#channel.close()
  }
}

/** The connecting socket of another thread, as it stands before the binding socket of this one. */
export class FarPeer implements InprocPeer {
  readonly isLingering = false
  readonly marks: Marks
  readonly isConflating: boolean
  readonly facts: Peer
  readonly #link: ThreadLink
  readonly #pipe: Pipe
  #near: { readonly pipe: Pipe; readonly bind: InprocMeeting; readonly marks: Marks } | undefined

  constructor(far: FarSocket, openLink: (user: LinkUser) => ThreadLink) {
    this.marks = far.marks
    this.isConflating = far.isConflating
    this.facts = peerFacts(far, () => this.end())
    this.#pipe = new Pipe(far.marks, far.isConflating)
    this.#link = openLink({ ended: () => this.end() })
  }

  meet(bind: InprocMeeting, { marks }: { readonly marks: Marks }): Pipe {
    const pipe = this.#pipe.joined(marks)
    this.#near = { pipe, bind, marks }
    return pipe
  }

  up({ socketType, identity }: Peer): void {
    const type = socketType as AnyTypeName
    this.#link.meet({ type, identity, marks: this.#near?.marks ?? this.marks, isConflating: false })
    this.#link.join(this.#pipe)
  }

  /** Nobody is bound to the name it asks for. */
  refuse(): void {
    this.#link.finish('absent')
  }

  end(): void {
    if (this.#pipe.isClosed) return
    this.#link.finish()
    this.#pipe.close()
    this.#near?.bind.left(this, this.#near.pipe)
  }
}

/** What a pattern is told of a socket of another thread. */
export function peerFacts({ type, identity }: FarSocket, drop: () => void): Peer {
  return inprocPeer({ type, options: { routingId: identity ?? null } }, drop)
}
