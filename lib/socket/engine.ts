// Our engine by the contract of lib/engine.ts, for gate, command line and conformance.
import type {
  Engine,
  EngineSocket,
  AnyTypeName,
  LinkOptions,
  MonitorOptions,
  MonitorReader,
  OptionValue,
  RawMonitorCall,
  SocketLinks,
} from '../engine.js'
import { systemError, type SystemError, UsageError } from '../errors.js'
import { TRANSPORT_NAMES } from '../transport/transports.js'
import { ContextCore } from './context-core.js'
import { SocketCore } from './core.js'
import { openFor } from './links/attachments.js'
import { hasCurve } from './security/curve-library.js'
import { Incoming } from './incoming.js'
import { openMonitor } from './monitor/monitor-reader.js'
import type { MonitorSocketType } from './monitor/monitoring.js'
import { tellPipesStats } from './monitor/pipes-stats.js'
import { SOCKET_OPTIONS } from './options/options.js'
import { Outgoing } from './outgoing.js'
import { patternFor } from './pattern/index.js'
import { ALL_TYPE_NAMES, partsMax, SOCKET_TYPES, socketTypeName } from '../socket-types.js'
import { LIBZMQ_VERSION } from './version.js'

/** A new context of ours as an engine. */
export function typescriptEngine(context: ContextCore = new ContextCore()): Engine {
  const sockets = new Set<TypescriptSocket>()
  return {
    name: 'typescript',
    version: LIBZMQ_VERSION,
    features: {
      socketTypes: ALL_TYPE_NAMES,
      transports: TRANSPORT_NAMES,
      mechanisms: ['NULL', 'PLAIN', ...(hasCurve ? (['CURVE'] as const) : [])],
      options: SOCKET_OPTIONS.map(({ number }) => number),
    },
    socket(type: AnyTypeName, options = {}) {
      if (!ALL_TYPE_NAMES.includes(type)) {
        const known = ALL_TYPE_NAMES.join(', ')
        throw new UsageError(`this engine has no ${type} sockets; it has ${known}`)
      }
      const core = new SocketCore(type, context, patternFor(type))
      const socket = new TypescriptSocket(type, core, () => sockets.delete(socket))
      sockets.add(socket)
      for (const [number, value] of Object.entries(options)) {
        socket.setOption(Number(number), value)
      }
      return socket
    },
    async close() {
      await Promise.all([...sockets].map(socket => socket.end()))
    },
  }
}

class TypescriptSocket implements EngineSocket {
  readonly type: AnyTypeName
  readonly #core: SocketCore
  readonly #outgoing: Outgoing
  readonly #incoming: Incoming
  readonly #ended: Promise<void>
  readonly #readers = new Set<MonitorReader>()

  constructor(type: AnyTypeName, core: SocketCore, onEnded: () => void) {
    this.type = type
    this.#core = core
    this.#outgoing = new Outgoing(core)
    this.#incoming = new Incoming(core)
    this.#ended = new Promise(resolve => {
      core.onEnded.push(() => {
        onEnded()
        resolve()
      })
    })
  }

  async bind(endpoint: string): Promise<string> {
    this.#check()
    const opening = openFor(this.#core, endpoint)
    return this.#core.bind(endpoint, opening && (await opening))
  }

  async unbind(endpoint: string): Promise<void> {
    this.#check()
    this.#core.terminate(endpoint)
  }

  connect(endpoint: string): void {
    this.#check()
    this.#core.connect(endpoint)
  }

  disconnect(endpoint: string): void {
    this.#check()
    this.#core.terminate(endpoint)
  }

  async send(parts: readonly Uint8Array[]): Promise<void> {
    this.#check()
    this.#checkSending(parts)
    await this.#outgoing.sendParts(parts)
  }

  trySend(parts: readonly Uint8Array[]): boolean {
    this.#check()
    this.#checkSending(parts)
    return this.#outgoing.trySend(parts)
  }

  async receive(): Promise<Buffer[]> {
    this.#check()
    if (!SOCKET_TYPES[this.type].receives) throw systemError('ENOTSUP')
    if (this.#core.pattern.mustSendFirst === true) throw systemError('EFSM')
    return this.#incoming.receive()
  }

  setOption(option: number, value: OptionValue): void {
    this.#check()
    this.#core.setOption(option, value)
  }

  getOption(option: number): OptionValue {
    this.#check()
    return this.#core.getOption(option)
  }

  monitor(options: MonitorOptions = {}): MonitorReader {
    this.#check()
    const reader = openMonitor(this.#core, options)
    this.#readers.add(reader)
    return reader
  }

  /** Nothing waits for a call here. */
  leaveAlone(): void {}

  readonly tracksLinks = true

  trackLinks(options?: LinkOptions): SocketLinks {
    this.#check()
    return this.#core.trackLinks(options)
  }

  monitorRaw(call: RawMonitorCall): number {
    this.#check()
    const { endpoint, version } = call
    const events = Number(call.events)
    const { monitoring } = this.#core
    return errnoIn(() => {
      // A type that cannot carry events is the monitoring's own to refuse, at its moment.
      const type = (socketTypeName(call.type) ?? 'none') as MonitorSocketType
      if (endpoint === null) monitoring.stop()
      else monitoring.start({ endpoint, events, version, type })
    })
  }

  requestPipesStats(): number {
    this.#check()
    return errnoIn(() => tellPipesStats(this.#core))
  }

  joinGroup(group: string): void {
    this.#member('join', group)
  }

  leaveGroup(group: string): void {
    this.#member('leave', group)
  }

  #member(what: 'join' | 'leave', group: string): void {
    this.#check()
    const { pattern } = this.#core
    if (pattern[what] === undefined) throw systemError('ENOTSUP')
    pattern[what](Buffer.from(group))
  }

  close(): void {
    this.#core.close()
  }

  /** Closes the socket and its monitors' readers; resolves once its messages have lingered. */
  async end(): Promise<void> {
    this.close()
    await this.#ended
    for (const reader of this.#readers) reader.close()
  }

  /** libzmq's calls say at once what cannot be. */
  #checkSending(parts: readonly Uint8Array[]): void {
    if (parts.length > partsMax(this.type)) throw systemError('EINVAL')
    if (!SOCKET_TYPES[this.type].sends) throw systemError('ENOTSUP')
    if (this.#core.pattern.mustReceiveFirst === true) throw systemError('EFSM')
  }

  #check(): void {
    if (this.#core.isClosed) throw systemError('EBADF')
  }
}

/** What a call in C would give: 0, or the errno. */
function errnoIn(call: () => void): number {
  try {
    call()
    return 0
  } catch (error) {
    const { errno } = error as SystemError
    if (errno === undefined) throw error
    return errno
  }
}
