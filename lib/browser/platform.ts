// What Node has by itself and a browser has not, for build/browser.ts: modules of Node's as far as the sockets use
// them, and globals. Buffer is the `buffer` package's.

/** Of node:os: Linux's numbers, as events carry them. */
export const constants = {
  errno: {
    EINTR: 4,
    EBADF: 9,
    EAGAIN: 11,
    EACCES: 13,
    EFAULT: 14,
    EBUSY: 16,
    EINVAL: 22,
    EPIPE: 32,
    ENAMETOOLONG: 36,
    EMSGSIZE: 90,
    EPROTONOSUPPORT: 93,
    ENOTSUP: 95,
    EADDRINUSE: 98,
    EADDRNOTAVAIL: 99,
    ECONNRESET: 104,
    ETIMEDOUT: 110,
    ECONNREFUSED: 111,
    EHOSTUNREACH: 113,
    EINPROGRESS: 115,
  },
  /** Of node:buffer. */
  MAX_LENGTH: 2 ** 31 - 1,
} as const

/** Of node:os. */
export const endianness = (): 'LE' | 'BE' =>
  new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE'

/** Of node:crypto: for seeds, where a little bias harms nobody. */
export const randomInt = (below: number): number =>
  (crypto.getRandomValues(new Uint32Array(1))[0] as number) % below

/** Of node:net: no address is looked at here. */
export const isIP = (): number => 0
export const isIPv6 = (): boolean => false

type Listener = (value: unknown) => void

/** Of node:events. */
export class EventEmitter {
  readonly #listeners = new Map<string, Listener[]>()

  on(name: string, listener: Listener): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
    return this
  }

  off(name: string, listener: Listener): this {
    const kept = (this.#listeners.get(name) ?? []).filter(other => other !== listener)
    this.#listeners.set(name, kept)
    return this
  }

  emit(name: string, value: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(value)
  }
}

const turns = new Map<number, () => void>()
let lastTurn = 0
const channel = new MessageChannel()
channel.port1.addEventListener('message', ({ data }: { readonly data: number }) => {
  const run = turns.get(data)
  turns.delete(data)
  run?.()
})
channel.port1.start()

/** The global. */
export function setImmediate<Arguments extends unknown[]>(
  run: (...values: Arguments) => void,
  ...values: Arguments
): number {
  turns.set(++lastTurn, () => run(...values))
  channel.port2.postMessage(lastTurn)
  return lastTurn
}

/** The global. */
export function clearImmediate(turn: number | undefined): void {
  if (turn !== undefined) turns.delete(turn)
}

/** The global, as far as it is used. */
export const process = {
  nextTick<Arguments extends unknown[]>(
    run: (...values: Arguments) => void,
    ...values: Arguments
  ): void {
    queueMicrotask(() => run(...values))
  },
  emitWarning(text: string): void {
    console.warn(`rawzmq: ${text}`)
  },
} as const
