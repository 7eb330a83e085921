// The world of one run: an engine of its own, its sockets, raw peers, processes and places, and their
// end.
import { delay, systemClock } from '../clock.js'
import type { Engine, EngineSocket, MonitorOptions, SocketTypeName } from '../engine.js'
import { Lane } from './lane.js'
import { OPTIONS } from './options.js'
import { startPeerProcess } from './peer-process.js'
import { Folder, freePort } from './places.js'
import { connectRaw, listenRaw, type RawListener, type RawPeer } from './raw-peer.js'
import type { Recording } from './recording.js'
import type {
  MonitoredSocket,
  MonitorVersion,
  PeerProcess,
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

/** One run's surroundings. */
export class RunWorld implements World {
  readonly transport: Transport
  readonly version: MonitorVersion
  readonly deadlineMs: number
  readonly #engine: Engine
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
  }

  socket(
    name: string,
    type: SocketTypeName,
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

  plainSocket(type: SocketTypeName, options: SocketOptions = {}): EngineSocket {
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
    }
  }

  async emptyPlace(): Promise<string> {
    return this.transport === 'tcp' ? `tcp://127.0.0.1:${await freePort()}` : this.place()
  }

  path(name: string): string {
    return this.#folder.file(name)
  }

  async rawConnect(endpoint: string): Promise<RawPeer> {
    const peer = await connectRaw(endpoint)
    this.#peers.push(peer)
    return peer
  }

  async rawListen(endpoint = this.place()): Promise<RawListener> {
    const listener = await listenRaw(endpoint)
    this.#listeners.push(listener)
    return listener
  }

  async process(role: 'connect' | 'listen', endpoint: string): Promise<PeerProcess> {
    const peer = await startPeerProcess(role, endpoint)
    this.#processes.push(peer)
    return peer
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
      await listener.stop()
      this.#peers.push(...listener.all)
    }
    for (const peer of this.#peers) peer.close()
    await Promise.all(this.#lanes.map(lane => lane.end()))
    await this.#engine.close()
    this.#folder.remove()
  }
}
