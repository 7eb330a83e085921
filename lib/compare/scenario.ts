// What a scenario is: data (name, title, transports, which order is free, how we differ on purpose)
// and a small script that runs in a World, once on each engine and in each version of the events.
import type { EngineSocket, AnyTypeName, MonitorOptions, OptionValue } from '../engine.js'
import type { EventName } from '../monitor/events.js'
import type { RawListener, RawPeer } from '../raw/peer.js'

/** What a scenario runs over. */
export type Transport = 'tcp' | 'ipc' | 'inproc' | 'ws'

/** The version of monitor messages. */
export type MonitorVersion = 1 | 2

/**
 * One event as a scenario writes it: name, value, local and remote address, with ports, descriptors
 * and folders by role, as `compare` prints them (`fd1`, `port2`, `DIR`).
 */
export type ExpectedRow = readonly [
  name: EventName,
  value: string | number,
  local: string,
  remote: string,
]

/** Where our engine does something else than libzmq, and means to. */
export interface Deliberate {
  /** Why, in one sentence; docs/events.md quotes it. */
  readonly reason: string
  /** Exactly what ours does, by the socket's name. Sockets that are not named must be the same. */
  readonly ours: Readonly<
    Record<string, { side: 'bind' | 'connect'; rows: readonly ExpectedRow[] }>
  >
  /** The outcomes of calls on ours, if those differ. */
  readonly calls?: readonly string[]
}

/** One situation in which both engines are put. */
export interface Scenario {
  /** As the command line knows it. */
  readonly name: string
  /** What happens, in one line. */
  readonly title: string
  /** Default: those that go over a stream, tcp and ipc. */
  readonly transports?: readonly Transport[]
  /** Versions of the events to run it with. Default: both. */
  readonly versions?: readonly MonitorVersion[]
  /**
   * By a socket's name: events whose order among themselves libzmq leaves open. Neighbours of these
   * names count as a set.
   */
  readonly unordered?: Readonly<Record<string, readonly EventName[]>>
  /** The differences we want, by transport. */
  readonly deliberate?: Partial<Record<Transport, Deliberate>>
  /** True if it must have the process for itself: it uses up something all scenarios need. */
  readonly isAlone?: true
  run(world: World): Promise<void>
}

/** Options of a socket by libzmq's number. */
export type SocketOptions = Readonly<Record<number, OptionValue>>

/** What zmq_socket_monitor_versioned(3) is asked for. */
export interface MonitorCall {
  readonly endpoint: string | null
  readonly version?: number
  readonly events?: number
  /** The number of the type of the monitor's own socket. */
  readonly type?: number
}

/** What a scenario's script acts in: one engine, one version of the events, one transport. */
export interface World {
  readonly transport: Transport
  readonly version: MonitorVersion
  /** A socket with a monitor. The first name comes first in what is printed. */
  socket(
    name: string,
    type: AnyTypeName,
    options?: SocketOptions,
    monitor?: MonitorOptions,
  ): MonitoredSocket
  /** A socket that nobody watches. */
  plainSocket(type: AnyTypeName, options?: SocketOptions): EngineSocket
  /**
   * zmq_socket_monitor_versioned(3) as it is; its errno, or 0, is noted. Version: the run's, type: PAIR,
   * events: all of version 1, unless told otherwise. Endpoint null stops the monitor.
   */
  monitor(socket: EngineSocket, settings: MonitorCall): void
  /** A socket that reads a monitor's endpoint, which may come into being later. Default type: PAIR. */
  reader(name: string, endpoint: string, type?: 'PAIR' | 'PULL'): MonitoredSocket
  /** Something to bind to: a wildcard on tcp, a fresh path on ipc, a fresh name on inproc. */
  place(): string
  /** Where nobody listens, but somebody could later. */
  emptyPlace(): Promise<string>
  /** A fresh path in the scenario's own folder. */
  path(name: string): string
  /** A peer of plain bytes, connected to an endpoint. */
  rawConnect(endpoint: string): Promise<RawPeer>
  /** Plain bytes that listen, at an endpoint of this transport or at the one given. */
  rawListen(endpoint?: string): Promise<RawListener>
  /** A process of its own that speaks ZMTP with a socket here. */
  process(role: PeerRole, endpoint: string): Promise<PeerProcess>
  /** An endpoint whose queue is full: nobody answers who connects. */
  fullListener(): Promise<string>
  /** Removes a file. */
  remove(path: string): Promise<void>
  /** Goes on as soon as one of these has happened; the others are not waited for. */
  race(...promises: readonly Promise<unknown>[]): Promise<void>
  /** Whether something happens within that time; it is not waited for any longer. */
  happens(event: Promise<unknown>, withinMs: number): Promise<boolean>
  /** Lets time pass; for scenarios about time, and about nothing happening. */
  wait(milliseconds: number): Promise<void>
  /** Writes something down that both engines must agree on. */
  note(text: string): void
}

/**
 * What a process does: `connect` and `listen` as a PULL with its handshake done, `mute` connects and
 * says nothing, `stuck` listens and never accepts.
 */
export type PeerRole = 'connect' | 'listen' | 'mute' | 'stuck'

/** A peer in a process of its own. */
export interface PeerProcess {
  /** Where it listens; the endpoint it was given otherwise. */
  readonly endpoint: string
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>
}

/** A socket whose events are written down. */
export interface MonitoredSocket {
  readonly name: string
  readonly socket: EngineSocket
  bind(endpoint: string): Promise<string>
  connect(endpoint: string): void
  unbind(endpoint: string): Promise<void>
  disconnect(endpoint: string): void
  send(...parts: string[]): Promise<void>
  receive(): Promise<string[]>
  /** Does something and notes its outcome: `ok`, or the error's code and number. */
  attempt(label: string, action: () => unknown): Promise<void>
  /** The same, but an error is only noted as `fails`: where libzmq's own errno is not reliable. */
  attemptRoughly(label: string, action: () => unknown): Promise<void>
  /**
   * Waits until an event has been seen that often since the beginning.
   *
   * @throws Error when the deadline passes before
   */
  saw(event: EventName, count?: number): Promise<void>
  /** The last event that was waited for is the last that counts: what follows repeats for ever. */
  cut(): void
  /** Closes the socket and waits for MONITOR_STOPPED: whatever came before is then written down. */
  close(): Promise<void>
  /** Closes the socket only. */
  closeOnly(): void
}
