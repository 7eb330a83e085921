// One libzmq socket, call by call and without waiting: what zmq_* returned, errno as it was. The part
// of the engine that is as raw as libzmq; socket.ts makes the engine's socket of it.
import { EAGAIN, EINTR, nativeError } from './failure.js'
import type { NativeLibrary } from './library.js'
import { pollItems, readInt, readSize, sizeBytes } from './memory.js'
import { optionForm, type OptionForm } from '../options.js'
import { decodeOption, optionRoom } from './option-kinds.js'
import { anyTypeName, isThreadSafe } from '../socket-types.js'
import { type Companion, companionOf } from './companion.js'
import type { Bindings, Pointer } from './symbols.js'
import type { OptionValue, RawMonitorCall } from '../engine.js'

/** One part of a message, and whether libzmq says that more follow (ZMQ_RCVMORE). */
export interface RawPart {
  readonly data: Buffer
  readonly more: boolean
}

const DONTWAIT = 1
const SNDMORE = 2
const FD = 14
const EVENTS = 15

/** How long a command that is on its way may take, in milliseconds: as long as a thread may be halted. */
const COMMAND_MS = 1000

/** Signals in a row that a call is made again after; each child process that ends is one. */
const INTERRUPTIONS_MAX = 100

/** Bits of ZMQ_EVENTS. */
export const POLLIN = 1
export const POLLOUT = 2

/** The memory of one zmq_msg_t: 64 bytes since libzmq 4.1, with room to spare. */
const MESSAGE_BYTES = 128

const messages = new WeakMap<NativeLibrary, Pointer>()

/** The one zmq_msg_t that all receives of a library go through. */
function messageOf(library: NativeLibrary): Pointer {
  const message = messages.get(library) ?? library.allocate(MESSAGE_BYTES)
  messages.set(library, message)
  return message
}

/** A libzmq socket. Methods that return a number return 0 or libzmq's errno. */
export class NativeHandle {
  readonly #library: NativeLibrary
  readonly #pointer: Pointer
  readonly #message: Pointer
  readonly #events = Buffer.alloc(4)
  readonly #eventsSize = sizeBytes(4)
  readonly #companion: Companion | undefined
  readonly #isThreadSafe: boolean
  /** Of a draft's message: the companion that is to go with the next part, and the part behind one that was given. */
  #before: Uint8Array | undefined
  #behind: Buffer | undefined
  #lastErrno = 0

  /** @throws SystemError EMFILE (no more sockets in this context), ETERM, EINVAL (no such type) */
  constructor(library: NativeLibrary, context: Pointer, type: number) {
    const pointer = library.zmq.zmq_socket(context, type)
    if (pointer === null) throw nativeError(library.zmq, library.zmq.zmq_errno())
    this.#library = library
    this.#pointer = pointer
    this.#message = messageOf(library)
    const name = anyTypeName(type)
    this.#companion = name && companionOf(name)
    this.#isThreadSafe = name !== undefined && isThreadSafe(name)
  }

  /** The errno of the last call: 0 where it succeeded. */
  get lastErrno(): number {
    return this.#lastErrno
  }

  /**
   * The descriptor that is readable whenever libzmq wants this socket to be looked at (ZMQ_FD); undefined for a
   * draft, as libzmq's thread-safe sockets have none.
   */
  get descriptor(): number | undefined {
    return this.#isThreadSafe ? undefined : Number(this.getOption(FD))
  }

  bind(endpoint: string): number {
    return this.#call(zmq => zmq.zmq_bind(this.#pointer, endpoint))
  }

  unbind(endpoint: string): number {
    return this.#call(zmq => zmq.zmq_unbind(this.#pointer, endpoint))
  }

  connect(endpoint: string): number {
    return this.#call(zmq => zmq.zmq_connect(this.#pointer, endpoint))
  }

  disconnect(endpoint: string): number {
    return this.#call(zmq => zmq.zmq_disconnect(this.#pointer, endpoint))
  }

  /** zmq_setsockopt with these very bytes; null is C's NULL. */
  setOptionBytes(option: number, bytes: Uint8Array | null): number {
    const size = bytes?.length ?? 0
    return this.#call(zmq => zmq.zmq_setsockopt(this.#pointer, option, bytes, size))
  }

  /**
   * zmq_getsockopt with that much room; the bytes it wrote.
   *
   * @throws SystemError EINVAL (no such option, too little room), ETERM
   */
  getOptionBytes(option: number, room: number): Buffer {
    const bytes = Buffer.alloc(room)
    const size = sizeBytes(room)
    this.check(this.#call(zmq => zmq.zmq_getsockopt(this.#pointer, option, bytes, size)))
    return bytes.subarray(0, readSize(size))
  }

  /** An option's value in the kind the manual gives it, or in another. */
  getOption(option: number, kind: OptionForm = optionForm(option)): OptionValue {
    return decodeOption(kind, this.getOptionBytes(option, optionRoom(kind)))
  }

  /**
   * What the socket is ready for: POLLIN, POLLOUT (ZMQ_EVENTS). Also lets libzmq do what other threads
   * have asked of this socket; `descriptor` is quiet afterwards. 0 once the context is terminated.
   */
  events(): number {
    const errno = this.#call(zmq =>
      zmq.zmq_getsockopt(this.#pointer, EVENTS, this.#events, this.#eventsSize),
    )
    return errno === 0 ? readInt(this.#events) : 0
  }

  /** Blocks until another thread, or a call of ours, has asked something of the socket; not for long. */
  awaitCommand(): void {
    const { descriptor } = this
    if (descriptor === undefined) return
    const items = pollItems([descriptor])
    this.#call(zmq => zmq.zmq_poll(items, 1, COMMAND_MS))
  }

  /** Sends one part if that is possible now (ZMQ_DONTWAIT). */
  sendPart(part: Uint8Array, hasMore: boolean): number {
    if (this.#companion !== undefined) return this.#sendBeside(this.#companion, part, hasMore)
    const flags = hasMore ? DONTWAIT | SNDMORE : DONTWAIT
    return this.#call(zmq => zmq.zmq_send(this.#pointer, part, part.length, flags))
  }

  /**
   * Receives one part if there is one now (ZMQ_DONTWAIT); undefined if not.
   *
   * @throws SystemError for every errno but EAGAIN: ENOTSUP, EFSM, ETERM
   */
  receivePart(): RawPart | undefined {
    const behind = this.#behind
    this.#behind = undefined
    if (behind !== undefined) return { data: behind, more: false }
    const { zmq } = this.#library
    zmq.zmq_msg_init(this.#message)
    const errno = this.#call(() => zmq.zmq_msg_recv(this.#message, this.#pointer, DONTWAIT))
    if (errno !== 0) {
      if (errno === EAGAIN) return undefined
      throw nativeError(zmq, errno)
    }
    const size = zmq.zmq_msg_size(this.#message)
    const start = zmq.zmq_msg_data(this.#message)
    const data = start === null ? Buffer.alloc(0) : this.#library.copy(start, size)
    const beside = this.#companion?.read(zmq, this.#message)
    if (beside !== undefined) this.#behind = data
    const part = {
      data: beside ?? data,
      more: this.#behind !== undefined || zmq.zmq_msg_more(this.#message) === 1,
    }
    zmq.zmq_msg_close(this.#message)
    return part
  }

  /**
   * zmq_socket_monitor_versioned(3), or zmq_socket_monitor(3) where this libzmq was built without
   * drafts. Beware: with no reader connected to the monitor, the next event blocks whoever emits it.
   *
   * @throws NativeUnavailableError for version 2 where this libzmq was built without drafts
   */
  monitor({ endpoint, events, version, type }: RawMonitorCall): number {
    const { zmq } = this.#library
    if (version === 1 && type === 0 && !this.#library.has('draft')) {
      return this.#call(() => zmq.zmq_socket_monitor(this.#pointer, endpoint, Number(events)))
    }
    const call = zmq.zmq_socket_monitor_versioned
    return this.#call(() => call(this.#pointer, endpoint, events, version, type))
  }

  /** zmq_socket_monitor_pipes_stats(3): asks for one PIPES_STATS event a pipe. */
  requestPipesStats(): number {
    return this.#call(zmq => zmq.zmq_socket_monitor_pipes_stats(this.#pointer))
  }

  /** zmq_join(3), for a DISH. */
  join(group: string): number {
    return this.#call(zmq => zmq.zmq_join(this.#pointer, group))
  }

  /** zmq_leave(3). */
  leave(group: string): number {
    return this.#call(zmq => zmq.zmq_leave(this.#pointer, group))
  }

  /** zmq_close(3). No other method may be called afterwards. */
  close(): number {
    return this.#call(zmq => zmq.zmq_close(this.#pointer))
  }

  /** Throws the error of an errno that is not 0. */
  check(errno: number, address?: string): void {
    if (errno !== 0) throw nativeError(this.#library.zmq, errno, address)
  }

  /** Sends the part that ends a draft's message, with the one before it as its companion. */
  #sendBeside(companion: Companion, part: Uint8Array, hasMore: boolean): number {
    const before = this.#before
    this.#before = hasMore ? part : undefined
    if (hasMore) return 0
    const message = this.#message
    this.#library.zmq.zmq_msg_init_buffer(message, part, part.length)
    if (before === undefined || this.#call(zmq => companion.write(zmq, message, before)) === 0) {
      this.#call(zmq => zmq.zmq_msg_send(message, this.#pointer, DONTWAIT))
    }
    const errno = this.#lastErrno
    if (errno !== 0) this.#library.zmq.zmq_msg_close(message)
    return errno
  }

  /**
   * Makes a call, again if a signal came (libzmq gives up before it has done anything), and takes errno down
   * at once, before anything else can change it.
   */
  #call(call: (zmq: Bindings) => number): number {
    const { zmq } = this.#library
    for (let left = INTERRUPTIONS_MAX; left >= 0; left--) {
      this.#lastErrno = call(zmq) === -1 ? zmq.zmq_errno() : 0
      if (this.#lastErrno !== EINTR) break
    }
    return this.#lastErrno
  }
}
