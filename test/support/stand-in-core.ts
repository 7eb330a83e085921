// A socket's engine without peers, for the two halves of a public socket alone: its pattern is two lists.
import type { SocketCore } from '../../lib/socket/core.js'
import type { Message } from '../../lib/socket/message.js'
import { defaultOptions } from '../../lib/socket/options/options.js'
import { FakeClock } from './fake-clock.js'

/** What the halves use of a core. */
export class StandInCore {
  readonly clock = new FakeClock()
  readonly options = defaultOptions()
  readonly onClosing: (() => void)[] = []
  onReadable: (() => void) | undefined
  onWritable: (() => void) | undefined
  /** Called in the middle of a send or receive, as by a peer over inproc that acts at once. */
  onSent: (() => void) | undefined
  onTaken: (() => void) | undefined
  isClosed = false
  /** Messages to receive. */
  readonly inbox: Message[] = []
  /** Messages that were sent. */
  readonly sent: Message[] = []
  /** How many may still be sent. */
  room = Infinity

  readonly pattern = {
    receive: () => {
      const message = this.inbox.shift()
      if (message !== undefined) this.onTaken?.()
      return message
    },
    send: (parts: Message) => {
      if (this.room === 0) return false
      this.room--
      this.sent.push(parts)
      this.onSent?.()
      return true
    },
    canReceive: false,
  }

  /** As the halves are given it. */
  get core(): SocketCore {
    return this as unknown as SocketCore
  }

  /** A message comes. */
  deliver(...texts: readonly string[]): void {
    this.inbox.push(...texts.map(text => [Buffer.from(text)]))
    this.pattern.canReceive = this.inbox.length > 0
    this.onReadable?.()
  }

  /** There is room for so many. */
  makeRoom(count: number): void {
    this.room = count
    this.onWritable?.()
  }

  /** The socket is closed. */
  close(): void {
    this.isClosed = true
    for (const close of this.onClosing) close()
  }
}

/** Whether a promise is settled, once everything that is under way has run. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = (): void => void (settled = true)
  promise.then(note, note)
  await new Promise(resolve => setImmediate(resolve))
  return settled
}
