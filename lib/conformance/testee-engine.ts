// An engine of this process as the endpoint under test: no driver between, so a whole suite takes seconds.
import { type Clock, delay, systemClock } from '../clock.js'
import type { Engine, EngineSocket, OptionValue } from '../engine.js'
import { SOCKET_TYPES } from '../socket-types.js'
import type { Capability, OptionName } from './case.js'
import type { Testee, TesteeListener, TesteeSocket } from './testee.js'
import { ZapHandler } from './zap.js'

/** What a socket answers whose turn it is not to receive, or that has thrown away what woke it. */
const TRY_AGAIN = new Set(['EFSM', 'EAGAIN'])
const SUBSCRIBE = 6
const UNSUBSCRIBE = 7
/** libzmq's numbers of the options that cases set. */
const OPTION_NUMBER: Readonly<Record<OptionName, number>> = {
  routingId: 5,
  linger: 17,
  reconnectInterval: 18,
  maxMessageSize: 22,
  sendHighWaterMark: 23,
  receiveHighWaterMark: 24,
  plainServer: 44,
  plainUsername: 45,
  plainPassword: 46,
  curveServer: 47,
  curvePublicKey: 48,
  curveSecretKey: 49,
  curveServerKey: 50,
  zapDomain: 55,
  handshakeInterval: 66,
  heartbeatInterval: 75,
  heartbeatTimeToLive: 76,
  heartbeatTimeout: 77,
  minimumZmtp: 10_001,
}
/** How often a send that found no room is tried again, ms. */
const RETRY_MS = 5

/** Wraps an engine; closing the testee closes the engine. Reports call it by `name`. */
export function engineTestee(
  engine: Engine,
  capabilities: Iterable<Capability>,
  name = `${engine.name} ${engine.version}`,
  clock: Clock = systemClock,
): Testee {
  const zap = new ZapHandler(engine, clock)
  return {
    name,
    capabilities: new Set(capabilities),
    isFresh: true,
    restarts: 0,
    async open({ mode, socket: type, endpoint, options }, listener) {
      const values: Record<number, OptionValue> = { [OPTION_NUMBER.linger]: 0 }
      await zap.set((options.zapDomain ?? '') !== '')
      for (const [option, value] of Object.entries(options)) {
        if (value !== '') values[OPTION_NUMBER[option as OptionName]] = value
      }
      const socket = engine.socket(type, values)
      let bound = endpoint
      if (mode === 'bind') bound = await socket.bind(endpoint)
      else socket.connect(endpoint)
      return new EngineTesteeSocket(socket, bound, clock, listener)
    },
    close: () => engine.close(),
  }
}

class EngineTesteeSocket implements TesteeSocket {
  readonly endpoint: string
  readonly #socket: EngineSocket
  readonly #clock: Clock
  readonly #listener: TesteeListener
  #isReading = false
  #isReceiving = false
  #isClosed = false

  constructor(socket: EngineSocket, endpoint: string, clock: Clock, listener: TesteeListener) {
    this.#socket = socket
    this.endpoint = endpoint
    this.#clock = clock
    this.#listener = listener
    void this.setReading(true)
  }

  async send(parts: readonly Uint8Array[], waitMs: number): Promise<string> {
    const end = this.#clock.now() + waitMs
    while (!this.#isClosed) {
      try {
        if (this.#socket.trySend(parts)) return 'sent'
      } catch (error) {
        return codeOf(error)
      }
      if (this.#clock.now() >= end) return 'again'
      await delay(this.#clock, RETRY_MS)
    }
    return 'closed'
  }

  async subscribe(topic: Uint8Array, isOn: boolean): Promise<void> {
    this.#socket.setOption(isOn ? SUBSCRIBE : UNSUBSCRIBE, topic)
  }

  async setReading(isReading: boolean): Promise<void> {
    this.#isReading = isReading && SOCKET_TYPES[this.#socket.type].receives
    if (this.#isReading && !this.#isReceiving) void this.#receive()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#socket.close()
  }

  async #receive(): Promise<void> {
    this.#isReceiving = true
    try {
      while (this.#isReading) {
        const parts = await this.#next()
        if (parts !== undefined && !this.#isClosed) this.#listener.delivered(parts)
      }
    } catch (error) {
      if (!this.#isClosed) throw error // a receive that the close cut short is no fault
    } finally {
      this.#isReceiving = false
    }
  }

  /** The next message; undefined if there is none for this socket to have now. */
  async #next(): Promise<readonly Buffer[] | undefined> {
    try {
      return await this.#socket.receive()
    } catch (error) {
      if (this.#isClosed || !TRY_AGAIN.has(codeOf(error))) throw error
      await delay(this.#clock, RETRY_MS)
      return undefined
    }
  }
}

/** The code of a system error. @throws anything else */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown }
  if (typeof code !== 'string') throw error
  return code
}
