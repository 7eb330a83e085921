// inproc between the threads of one process. Each thread has a hub; all of them speak over one channel, and each
// connection over one of its own. A table in shared memory, which new threads inherit, says which hub has which name. A
// thread that has not inherited it (its parent did not load this library first) hears of it when two hubs greet each other.
import {
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  type Worker,
} from 'node:worker_threads'
import { keepProcessAlive, systemClock } from '../../clock.js'
import type { AnyTypeName } from '../../engine.js'
import type { Elsewhere, InprocNames } from '../../transport/inproc.js'
import type { ContextCore, ContextOptions } from '../context-core.js'
import type { InprocPeer } from '../host.js'
import { Channel } from './channel.js'
import { NameTable } from './name-table.js'
import { FarPeer, peerFacts, ThreadLink, type FarSocket } from './thread-link.js'

/** What a new thread inherits, and the name of the channel; another form of either needs another name. */
const NAME = 'rawzmq:inproc:1'

/** So long a thread that would end waits for the one that has a name it connects to. */
const ANSWER_MS = 5000

/** A hub, and the threads above its own, the nearest last, and its own. */
interface Speaker {
  readonly hub: number
  readonly line: readonly number[]
}

/** What hubs say; to one of them, or to all. */
type HubWords = { readonly from: Speaker; readonly to?: number } & (
  | { readonly kind: 'hello'; readonly memory: SharedArrayBuffer }
  | { readonly kind: 'bound' }
  | {
      readonly kind: 'seek'
      readonly name: string
      readonly link: string
      readonly peer: FarSocket
    }
  | { readonly kind: 'cancel'; readonly link: string }
  | { readonly kind: 'gone'; readonly thread: number }
)
type Saying<Words> = Words extends unknown ? Omit<Words, 'from'> : never

/** Somebody here who waits for a name. */
interface Seeker {
  readonly name: string
  /** The question, while one is open. */
  asked: { readonly link: ThreadLink; readonly release: () => void } | undefined
}

/** One thread's share of it. */
export class ThreadHub implements Elsewhere<InprocPeer> {
  readonly #names: InprocNames<InprocPeer>
  readonly #self: Speaker
  readonly #isMaker: boolean
  #table: NameTable
  #channel: Channel<HubWords> | undefined
  readonly #others = new Map<number, Speaker>()
  readonly #seekers = new Map<InprocPeer, Seeker>()
  readonly #links = new Map<string, ThreadLink>()
  #questions = 0

  /** Nothing is opened before a name is used. */
  constructor(names: InprocNames<InprocPeer>) {
    this.#names = names
    const inherited = getEnvironmentData(NAME) as unknown as
      { memory: SharedArrayBuffer; line: readonly number[] } | undefined
    const line = (inherited?.line ?? []).filter(thread => thread !== threadId)
    this.#table = new NameTable(threadId, inherited?.memory)
    this.#self = { hub: this.#table.newHub(threadId), line: [...line, threadId] }
    this.#isMaker = inherited === undefined
    this.#bequeath()
    process.on('worker', (worker: Worker) => {
      const thread = worker.threadId
      worker.once('exit', () => this.#tellGone(thread))
    })
  }

  /** The options are those of the table from now on; of a table that this thread has made they are the first. */
  shareOptions(options: ContextOptions): void {
    for (const [index, [name, value]] of Object.entries(options).entries()) {
      if (this.#isMaker) this.#table.setOption(index, Number(value))
      const get = (): number | boolean => {
        const now = this.#table.option(index)
        return typeof value === 'boolean' ? now !== 0 : now
      }
      const set = (given: number | boolean): void => this.#table.setOption(index, Number(given))
      Object.defineProperty(options, name, { get, set, enumerable: true })
    }
  }

  claim(name: string): boolean {
    this.#open()
    return this.#table.claim(name, this.#self.hub, threadId)
  }

  announce(): void {
    this.#say({ kind: 'bound' })
  }

  release(name: string): void {
    this.#table.release(name, this.#self.hub)
  }

  isBound(name: string): boolean {
    return this.#table.ownerOf(name) !== undefined
  }

  seek(name: string, peer: InprocPeer): void {
    this.#open()
    const seeker = { name, asked: undefined }
    this.#seekers.set(peer, seeker)
    this.#ask(peer, seeker)
  }

  forget(peer: InprocPeer): void {
    const asked = this.#answered(peer)
    this.#seekers.delete(peer)
    if (asked === undefined) return
    this.#say({ kind: 'cancel', link: asked.name, to: asked.far })
    asked.finish()
  }

  #open(): void {
    if (this.#channel !== undefined) return
    this.#channel = new Channel(NAME, words => this.#hear(words))
    this.#table.countHub()
    this.#say({ kind: 'hello', memory: this.#table.memory })
    if (isMainThread) return
    process.once('exit', () => {
      for (const link of this.#links.values()) link.flush()
      this.#tellGone(threadId)
    })
  }

  #say(words: Saying<HubWords>): void {
    this.#channel?.post({ ...words, from: this.#self })
  }

  #hear(words: HubWords): void {
    const { from, to } = words
    this.#others.set(from.hub, from)
    if (to !== undefined && to !== this.#self.hub) return
    switch (words.kind) {
      case 'hello':
        this.#adopt(words.memory)
        if (to === undefined) {
          this.#say({ kind: 'hello', memory: this.#table.memory, to: from.hub })
        }
        this.#askAll()
        break
      case 'bound':
        this.#askAll()
        break
      case 'seek':
        this.#offer(words.name, words.link, words.peer, from.hub)
        break
      case 'cancel':
        this.#links.get(words.link)?.lost()
        break
      case 'gone':
        this.#forgetThread(words.thread)
        break
      default:
        words satisfies never
    }
  }

  /** Of two tables that of the lower thread is kept; who has the other brings its names along. */
  #adopt(memory: SharedArrayBuffer): void {
    const other = new NameTable(threadId, memory)
    if (other.maker >= this.#table.maker) return
    this.#table = other
    other.countHub()
    this.#bequeath()
    for (const name of this.#names.shared) other.claim(name, this.#self.hub, threadId)
    this.announce()
  }

  #bequeath(): void {
    const inheritance = { memory: this.#table.memory, line: this.#self.line }
    setEnvironmentData(NAME, inheritance as never)
  }

  #askAll(): void {
    for (const [peer, seeker] of this.#seekers) this.#ask(peer, seeker)
  }

  /** Asks who has the name, if anybody has. */
  #ask(peer: InprocPeer, seeker: Seeker): void {
    const owner = this.#table.ownerOf(seeker.name)
    if (owner === undefined || owner === this.#self.hub || seeker.asked !== undefined) return
    const { socketType, identity } = peer.facts
    const { marks, isConflating } = peer
    const name = `${NAME}:${this.#self.hub}.${++this.#questions}`
    const link = new ThreadLink(name, owner, this.#links, {
      met: far => this.#meet(peer, far),
      absent: () => {
        this.#answered(peer)
        this.#ask(peer, seeker)
      },
      ended: () => {
        this.#answered(peer)
        peer.end('gone')
      },
    })
    const release = keepProcessAlive()
    systemClock.after(ANSWER_MS, release)
    seeker.asked = { link, release }
    const far = { type: socketType as AnyTypeName, identity, marks, isConflating }
    this.#say({ kind: 'seek', name: seeker.name, link: name, peer: far, to: owner })
  }

  /** A question is open no more. */
  #answered(peer: InprocPeer): ThreadLink | undefined {
    const seeker = this.#seekers.get(peer)
    const asked = seeker?.asked
    if (seeker !== undefined) seeker.asked = undefined
    asked?.release()
    return asked?.link
  }

  #meet(peer: InprocPeer, far: FarSocket): void {
    const seeker = this.#seekers.get(peer)
    const link = this.#answered(peer)
    if (seeker === undefined || link === undefined) return
    this.#seekers.delete(peer)
    this.#names.take(seeker.name, peer)
    link.join(peer.meet({ left: () => link.finish() }, far))
    peer.up(peerFacts(far, () => peer.end('replaced')))
    if (peer.isLingering) peer.end('gone')
  }

  #offer(name: string, link: string, far: FarSocket, hub: number): void {
    const peer = new FarPeer(far, user => new ThreadLink(link, hub, this.#links, user))
    if (!this.#names.offer(name, peer)) peer.refuse()
  }

  #tellGone(thread: number): void {
    if (this.#channel === undefined && !this.#table.hasHubs) return
    this.#open()
    this.#say({ kind: 'gone', thread })
    this.#forgetThread(thread)
  }

  /** A thread has ended, and with it those that it had started. */
  #forgetThread(thread: number): void {
    const gone = this.#table.releaseThread(thread)
    for (const [hub, { line }] of this.#others) {
      if (!line.includes(thread)) continue
      gone.add(hub)
      this.#others.delete(hub)
      for (const one of this.#table.releaseThread(line.at(-1) as number)) gone.add(one)
    }
    for (const link of this.#links.values()) if (gone.has(link.far)) this.#lose(link)
    this.#askAll()
  }

  #lose(link: ThreadLink): void {
    for (const [peer, { asked }] of this.#seekers) {
      if (asked?.link !== link) continue
      this.#answered(peer)
      link.finish()
      return
    }
    link.lost()
  }
}

/** From now on the names and the options of this context are those of all threads of the process. */
export function shareContext(context: Pick<ContextCore, 'inprocNames' | 'options'>): void {
  const hub = new ThreadHub(context.inprocNames)
  context.inprocNames.elsewhere = hub
  hub.shareOptions(context.options)
}
