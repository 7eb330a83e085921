// What objects of JavaScript do by habit, and sockets of zeromq.js do not: `using` and `await using` close them, and
// console.log says what a person wants to know.
import { keepProcessAlive } from '../clock.js'
import { socketCoreOf } from './registry.js'

/** Of what can be closed. */
export interface Closable {
  /** Closes it, as `close`: at the end of the block of a `using`. */
  [Symbol.dispose](): void
}

/** Of every socket. */
export interface Habits extends Closable {
  /**
   * Closes it, and resolves once its messages have lingered, as its `linger` says: at the end of the block of an
   * `await using`. With a `linger` of −1, the default, that is not before somebody has taken them all.
   */
  [Symbol.asyncDispose](): Promise<void>
}

/** A class of what can be closed. */
interface Target {
  readonly prototype: { close(): void }
}

/** Gives a class `Symbol.dispose`. A runtime that has not these symbols has no `using` either. */
export function defineDispose({ prototype }: Target): void {
  define(prototype, Symbol.dispose, function (this: typeof prototype) {
    this.close()
  })
}

/** Gives the class of sockets the habits. */
export function defineHabits(target: Target): void {
  defineDispose(target)
  define(target.prototype, Symbol.asyncDispose, asyncDispose)
  define(target.prototype, Symbol.for('nodejs.util.inspect.custom'), inspectSocket)
}

function define(prototype: object, name: symbol | undefined, value: unknown): void {
  if (name === undefined) return
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
}

function asyncDispose(this: { close(): void }): Promise<void> {
  return closeAndLinger(this)
}

/** Closes a socket; resolves once its messages have lingered. */
export async function closeAndLinger(socket: { close(): void }): Promise<void> {
  const core = socketCoreOf(socket)
  socket.close()
  if (core.hasEnded) return
  const release = keepProcessAlive()
  await new Promise<void>(resolve => core.onEnded.push(resolve))
  release()
}

type Inspect = (value: unknown, options: unknown) => string

/** For util.inspect: no option is in it, and so no key and no password. */
function inspectSocket(this: object, depth: number, options: unknown, inspect: Inspect): string {
  const name = this.constructor.name
  if (depth < 0) return `[${name}]`
  const { type, isClosed, endpoints, pipes } = socketCoreOf(this)
  const peers: string[] = []
  let toSend = 0
  let toReceive = 0
  for (const { outlet, isJoined, ends, outbound, inbound } of pipes) {
    if (isJoined) peers.push('inproc')
    else if (outlet?.isReady === true) peers.push(ends.remote)
    toSend += outbound.length
    toReceive += inbound.length
  }
  const queued = { toSend, toReceive }
  const rest = isClosed
    ? { closed: true, ...(toSend > 0 && { queued }) }
    : { endpoints, peers, queued }
  return `${name} ${inspect({ type, ...rest }, options)}`
}
