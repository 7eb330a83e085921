// Types only: an endpoint under test as the runner sees it. A driver process, an engine in this process and
// a bare address all fit.
import type { SocketTypeName } from '../engine.js'
import type { Capability, Mechanism, Mode, SocketOptions } from './case.js'

/** What kind of socket a run wants. */
export interface Setup {
  readonly mode: Mode
  readonly socket: SocketTypeName
  readonly mechanism: Mechanism
  /** For `connect`: where we listen. For `bind`: where to bind, or a wildcard. */
  readonly endpoint: string
  readonly options: SocketOptions
}

/** Whom a socket under test tells what its application sees. */
export interface TesteeListener {
  /** A message was delivered. */
  delivered(parts: readonly Buffer[]): void
  /** The process is gone. */
  ended(text: string): void
}

/** One socket of the endpoint. */
export interface TesteeSocket {
  /** Where it is bound, for `bind`. */
  readonly endpoint: string
  /**
   * Sends from its application.
   *
   * @param waitMs how long it may wait for room
   * @returns `sent`; `again` if there is no peer with room; or another error's word
   */
  send(parts: readonly Uint8Array[], waitMs: number): Promise<string>
  /** Subscribes a SUB to a topic, or takes that back. An endpoint that is never a SUB needs none. */
  subscribe?(topic: Uint8Array, isOn: boolean): Promise<void>
  /** Stops or resumes receiving; resolves when it has, or when nobody says whether it has. */
  setReading(isReading: boolean): Promise<void>
  /** Closes it; resolves when that is done. */
  close(): Promise<void>
}

/** An endpoint under test: makes sockets. */
export interface Testee {
  /** What the report calls it. */
  readonly name: string
  /** What it can do; cases that need more are UNIMPLEMENTED. */
  readonly capabilities: ReadonlySet<Capability>
  /** True if each run gets a fresh socket; false for an endpoint that is just there. */
  readonly isFresh: boolean
  /** How often its process ended by itself; it is started again when a socket is wanted. */
  readonly restarts: number
  /** A fresh socket. @throws Unreachable if the endpoint cannot be had; Unsupported if it has no such socket */
  open(setup: Setup, listener: TesteeListener): Promise<TesteeSocket>
  /**
   * Ends the process, so that the next socket is one of a new one.
   *
   * @returns false if each socket has a process of its own anyway
   */
  renew?(): Promise<boolean>
  /** Ends it. */
  close(): Promise<void>
}

/** The run was ended from outside. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** The endpoint has not what a run wants, as its driver says: such as a socket type, or a server that connects. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}

/** The endpoint cannot be reached, started or restarted. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}
