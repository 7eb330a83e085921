// The world of one run: an engine of its own, its sockets, raw peers, processes and places, and their
// end.
import { delay, systemClock } from '../clock.js'
import type { Engine, EngineSocket, AnyTypeName, MonitorOptions } from '../engine.js'
import { EVENT_ALL_V1 } from '../monitor/events.js'
import { Lane } from './lane.js'
import { OPTIONS } from '../options.js'
import { startPeerProcess, STUCK_BACKLOG } from './peer-process.js'
import { Folder, freePort, removeFile } from './places.js'
import {
  connectRawPeer,
  listenRawPeer,
  type RawListener,
  type RawPeer,
  type RawPeerSettings,
} from '../raw/peer.js'
import type { Recording } from './recording.js'
import type {
  MonitorCall,
  MonitoredSocket,
  MonitorVersion,
  PeerProcess,
  PeerRole,
  SocketOptions,
  Transport,
  World,
} from './scenario.js'

/** How a run is to be. */
export interface WorldSettings {
  readonly engine: Engine
  readonly version: MonitorVersion
  readonly transport: Transport
  /** How long an event is waited for. */
  readonly deadlineMs: number
}

/** libzmq's own defaults. */
const DEFAULT_INTERVAL_MS = 100

/** How many connections the queue of a stuck listener takes. */
const QUEUE_LENGTH = STUCK_BACKLOG + 1

/** One run's surroundings. */
export class RunWorld implements World {
  readonly transport: Transport
  readonly version: MonitorVersion
  readonly deadlineMs: number
  readonly #engine: Engine
  /** How raw peers behave: as a whole program would, that is gone once the other side has ended. */
  readonly #manners: RawPeerSettings
  readonly #folder = new Folder()
  readonly #lanes: Lane[] = []
  readonly #calls: string[] = []
  readonly #peers: RawPeer[] = []
  readonly #listeners: RawListener[] = []
  readonly #processes: PeerProcess[] = []
  #places = 0

  constructor({ engine, version, transport, deadlineMs }: WorldSettings) {
    this.#engine = engine
    this.version = version
    this.transport = transport
    this.deadlineMs = deadlineMs
    this.#manners = { deadlineMs, answersEnd: true }
  }

  socket(
    name: string,
    type: AnyTypeName,
    options: SocketOptions = {},
    monitor: MonitorOptions = {},
  ): MonitoredSocket {
    const socket = this.plainSocket(type, options)
    const reader = socket.monitor({ version: this.version, ...monitor })
    const rules = {
      interval: Number(options[OPTIONS.RECONNECT_IVL] ?? DEFAULT_INTERVAL_MS),
      maximum: Number(options[OPTIONS.RECONNECT_IVL_MAX] ?? 0),
    }
    const lane = new Lane(name, socket, reader, rules, this)
    this.#lanes.push(lane)
    return lane
  }

  monitor(socket: EngineSocket, call: MonitorCall): void {
    const { endpoint, version = this.version, events = EVENT_ALL_V1, type = 0 } = call
    const errno = socket.monitorRaw({ endpoint, version, events, type })
    const asked = Object.entries({ ...call, endpoint: undefined })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ` ${name} ${value}`)
    this.note(`${endpoint === null ? 'stop' : 'monitor'}${asked.join('')}: ${errno}`)
  }

  reader(name: string, endpoint: string, type: 'PAIR' | 'PULL' = 'PAIR'): MonitoredSocket {
    const socket = this.plainSocket(type)
    socket.connect(endpoint)
    const { version } = this
    const reader = { version, receive: () => socket.receive(), close: () => socket.close() }
    const lane = new Lane(name, socket, reader, { interval: 0, maximum: 0 }, this)
    this.#lanes.push(lane)
    return lane
  }

  plainSocket(type: AnyTypeName, options: SocketOptions = {}): EngineSocket {
    return this.#engine.socket(type, { [OPTIONS.LINGER]: 0, ...options })
  }

  place(): string {
    const number = ++this.#places
    switch (this.transport) {
      case 'tcp':
        return 'tcp://127.0.0.1:*'
      case 'ipc':
        return `ipc://${this.#folder.file(`s${number}`)}`
      case 'inproc':
        return `inproc://place${number}`
      case 'ws':
        return 'ws://127.0.0.1:*'
    }
  }

  async emptyPlace(): Promise<string> {
    const { transport } = this
    const hasPorts = transport === 'tcp' || transport === 'ws'
    return hasPorts ? `${transport}://127.0.0.1:${await freePort()}` : this.place()
  }

  path(name: string): string {
    return this.#folder.file(name)
  }

  async rawConnect(endpoint: string): Promise<RawPeer> {
    const peer = await connectRawPeer(endpoint, this.#manners)
    this.#peers.push(peer)
    return peer
  }

  async rawListen(endpoint?: string): Promise<RawListener> {
    // Not just any port: once it stops nobody else may come to listen there.
    const listener = await listenRawPeer(endpoint ?? (await this.emptyPlace()), this.#manners)
    this.#listeners.push(listener)
    return listener
  }

  async process(role: PeerRole, endpoint: string): Promise<PeerProcess> {
    const peer = await startPeerProcess(role, endpoint)
    this.#processes.push(peer)
    return peer
  }

  async fullListener(): Promise<string> {
    const { endpoint } = await this.process('stuck', 'tcp://127.0.0.1:*')
    // The queue holds one more than it was asked to; what comes then is not answered.
    for (let count = 0; count < QUEUE_LENGTH; count++) await this.rawConnect(endpoint)
    return endpoint
  }

  async remove(path: string): Promise<void> {
    removeFile(path)
  }

  async race(...promises: readonly Promise<unknown>[]): Promise<void> {
    for (const promise of promises) promise.catch(() => {})
    await Promise.race(promises)
  }

  async happens(event: Promise<unknown>, withinMs: number): Promise<boolean> {
    let hasHappened = false
    await this.race(
      event.then(() => (hasHappened = true)),
      this.wait(withinMs),
    )
    return hasHappened
  }

  wait(milliseconds: number): Promise<void> {
    return delay(systemClock, milliseconds)
  }

  note(text: string): void {
    this.#calls.push(text)
  }

  /** What has been written down so far. */
  recording(error?: string): Recording {
    return {
      lanes: this.#lanes.map(lane => lane.recording),
      calls: [...this.#calls],
      folder: this.#folder.path,
      ...(error === undefined ? {} : { error }),
    }
  }

  /** Ends everything. */
  async end(): Promise<void> {
    await Promise.all(this.#processes.map(peer => peer.kill()))
    for (const listener of this.#listeners) {
      listener.close()
      this.#peers.push(...listener.all)
    }
    for (const peer of this.#peers) peer.close()
    await Promise.all(this.#lanes.map(lane => lane.end()))
    await this.#engine.close()
    this.#folder.remove()
  }
}
