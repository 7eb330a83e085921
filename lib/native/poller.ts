// Wakes sockets that wait. libzmq's sockets are not thread-safe, so all calls on them stay on this
// thread; a thread of Node's pool only polls their descriptors (ZMQ_FD), which are plain system
// objects. While nobody waits no thread is taken and the process is free to end.
import type { NativeLibrary } from './library.js'
import { pollItems } from './memory.js'
import { NativeHandle } from './handle.js'
import type { Pointer } from './symbols.js'

/** A socket, as the poller sees it. */
export interface Attended {
  /** Undefined for one that can only be asked. */
  readonly descriptor: number | undefined
  readonly isWaiting: boolean
  /** Only calls on it, and its own waiting, let it work: nothing is done on its behalf. */
  readonly isLeftAlone: boolean
  /** Lets libzmq work on the socket's business, then tries again what waits. */
  attend(): void
}

/** Longest time one poll stays on its thread, so that others get their turn on a small pool. */
const SLICE_MS = 100

/**
 * How often sockets nobody waits for are attended, libzmq leaves that to calls on the socket, and those without a
 * descriptor.
 */
const HOUSEKEEPING_MS = 20

const PAIR = 0
const WAKE_ENDPOINT = 'inproc://rawzmq-native-wake'
const NOTHING = Buffer.alloc(0)

/** The waiting of all sockets of one context. */
export class Poller {
  readonly #library: NativeLibrary
  readonly #sockets = new Set<Attended>()
  readonly #housekeeping: NodeJS.Timeout
  /** A PAIR of PAIRs: a message to the one makes the descriptor of the other readable. */
  readonly #bell: NativeHandle
  readonly #listening: NativeHandle
  readonly #listeningDescriptor: number
  /** The sockets that the poll on the other thread knows; undefined while there is none. */
  #polled: ReadonlySet<Attended> | undefined
  /** What that poll reads: kept here so that it stays where it is until the poll is done. */
  #items: Buffer = NOTHING
  #hasRung = false
  #isStopped = false
  #onQuiet: (() => void) | undefined

  constructor(library: NativeLibrary, context: Pointer) {
    this.#library = library
    this.#listening = new NativeHandle(library, context, PAIR)
    try {
      this.#bell = new NativeHandle(library, context, PAIR)
    } catch (error) {
      this.#listening.close()
      throw error
    }
    this.#listening.check(this.#listening.bind(WAKE_ENDPOINT))
    this.#bell.check(this.#bell.connect(WAKE_ENDPOINT))
    this.#listeningDescriptor = this.#listening.descriptor as number
    this.#housekeeping = setInterval(() => this.#attendIdle(), HOUSEKEEPING_MS).unref()
  }

  add(socket: Attended): void {
    this.#sockets.add(socket)
  }

  /** Forgets a socket. A poll that still has its descriptor is told to look again. */
  delete(socket: Attended): void {
    this.#sockets.delete(socket)
    if (this.#polled !== undefined) this.#ring()
  }

  /** Says that a socket waits. */
  arm(socket: Attended): void {
    if (this.#polled === undefined) this.#poll()
    else if (!this.#polled.has(socket)) this.#ring()
  }

  /**
   * Stops waking, and closes what the poller has of its own. Resolves when no thread polls any more; a
   * shut down context (zmq_ctx_shutdown) makes that soon.
   */
  stop(): Promise<void> {
    this.#ring()
    this.#isStopped = true
    clearInterval(this.#housekeeping)
    this.#bell.close()
    this.#listening.close()
    if (this.#polled === undefined) return Promise.resolve()
    return new Promise(resolve => {
      this.#onQuiet = resolve
    })
  }

  #poll(): void {
    const sockets = [...this.#sockets].filter(isAttended)
    const own = sockets.map(({ descriptor }) => descriptor).filter(known => known !== undefined)
    const descriptors = [this.#listeningDescriptor, ...own]
    const slice = own.length < sockets.length ? HOUSEKEEPING_MS : SLICE_MS
    this.#items = pollItems(descriptors)
    const { zmq_poll: poll } = this.#library.zmq
    poll.async(this.#items, descriptors.length, slice, () => this.#onPolled())
    this.#polled = new Set(sockets)
  }

  /** Whatever the poll says, also that it was interrupted: attend all, poll again while one waits. */
  #onPolled(): void {
    this.#polled = undefined
    if (this.#isStopped) {
      this.#onQuiet?.()
      return
    }
    while (this.#listening.receivePart() !== undefined);
    this.#hasRung = false
    this.#attendAll()
  }

  #attendIdle(): void {
    if (this.#polled === undefined) this.#attendAll()
  }

  #attendAll(): void {
    for (const socket of [...this.#sockets].filter(isAttended)) socket.attend()
    const isWaiting = [...this.#sockets].some(socket => socket.isWaiting)
    if (isWaiting && this.#polled === undefined) this.#poll()
  }

  #ring(): void {
    if (this.#hasRung || this.#isStopped) return
    this.#hasRung = true
    this.#bell.sendPart(NOTHING, false)
  }
}

function isAttended({ isLeftAlone, isWaiting }: Attended): boolean {
  return !isLeftAlone || isWaiting
}
