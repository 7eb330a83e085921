// The public Proxy, in zeromq.js's shape (zmq_proxy_steerable(3)): two sockets whose messages are forwarded.
import { systemError } from '../../errors.js'
import { expectArguments } from '../arguments.js'
import { Forwarder } from '../forwarder.js'
import { lendSocket, socketCoreOf, type Loan } from '../registry.js'
import type { Socket } from '../socket.js'

/** A run that is under way. */
interface Run {
  readonly forwarder: Forwarder
  /** Ends it: the sockets are closed, and the promise of `run` is settled. */
  readonly end: (error?: Error) => void
}

/**
 * Forwards messages between two sockets, from `run` to `terminate`; the sockets cannot be used meanwhile, and
 * are closed after it. Which is called front and which back makes no difference.
 */
export class Proxy<F extends Socket = Socket, B extends Socket = Socket> {
  readonly #frontEnd: F
  readonly #backEnd: B
  #run: Run | undefined

  /** @throws TypeError without two objects; SystemError EINVAL if they are no sockets */
  constructor(frontEnd: F, backEnd: B) {
    expectObject(frontEnd, 'Front-end')
    expectObject(backEnd, 'Back-end')
    expectArguments(arguments.length, 2)
    this.#frontEnd = frontEnd
    this.#backEnd = backEnd
  }

  /** The one socket. */
  get frontEnd(): F {
    return this.#frontEnd
  }

  /** The other. */
  get backEnd(): B {
    return this.#backEnd
  }

  /**
   * Forwards messages until `terminate` is called, or one is refused for good.
   *
   * @returns resolved when it was terminated, rejected with the error of the message
   * @throws SystemError EINVAL unless both sockets are bound or connected; EBUSY while one is in use
   */
  run(): Promise<void> {
    expectArguments(arguments.length, 0)
    const front = boundCore(this.#frontEnd, 'Front-end')
    const back = boundCore(this.#backEnd, 'Back-end')
    const loans = this.#borrow()
    return new Promise((resolve, reject) => {
      const end = (error?: Error): void => {
        this.#run = undefined
        for (const loan of loans) loan.close()
        if (error === undefined) resolve()
        else reject(error)
      }
      this.#run = { forwarder: new Forwarder(front, back, end), end }
    })
  }

  /** Forwards nothing until `resume`. @throws SystemError EBADF unless it runs */
  pause(): void {
    expectArguments(arguments.length, 0)
    this.#running().forwarder.pause()
  }

  /** Goes on. @throws SystemError EBADF unless it runs */
  resume(): void {
    expectArguments(arguments.length, 0)
    this.#running().forwarder.resume()
  }

  /** Ends the run and closes both sockets. @throws SystemError EBADF unless it runs */
  terminate(): void {
    expectArguments(arguments.length, 0)
    const { forwarder, end } = this.#running()
    forwarder.stop()
    end()
  }

  #borrow(): readonly Loan[] {
    const front = lendSocket(this.#frontEnd)
    if (Object.is(this.#backEnd, this.#frontEnd)) return [front]
    try {
      return [front, lendSocket(this.#backEnd)]
    } catch (error) {
      front.giveBack()
      throw error
    }
  }

  #running(): Run {
    if (this.#run === undefined) throw systemError('EBADF')
    return this.#run
  }
}

function expectObject(socket: unknown, side: string): void {
  if (typeof socket !== 'object' || socket === null) {
    throw new TypeError(`${side} must be a socket object`)
  }
  try {
    socketCoreOf(socket)
  } catch {
    // Where a socket is asked for by itself, zeromq.js says so with a TypeError.
    throw systemError('EINVAL')
  }
}

function boundCore(socket: Socket, side: string): ReturnType<typeof socketCoreOf> {
  const core = socketCoreOf(socket)
  if (core.endpoints.length > 0 && !core.isClosed) return core
  throw systemError('EINVAL', { message: `${side} socket must be bound or connected` })
}
