// Two implementations, one bound and the other connected through a tap, and the messages that pass between them.
import { systemClock } from '../../lib/clock.js'
import type { SocketOptions } from '../../lib/conformance/case.js'
import { type Implementation, startCommand } from '../../lib/conformance/drivers/registry.js'
import { mechanismIn, optionsFor } from '../../lib/conformance/security.js'
import type { Security } from '../../lib/conformance/endpoint-options.js'
import type { TesteeSocket } from '../../lib/conformance/testee.js'
import { DriverTestee } from '../../lib/conformance/testee-driver.js'
import type { SocketTypeName } from '../../lib/engine.js'
import type { Tap, Taps } from './tap.js'

/** How long anything may take that is waited for, ms. */
const PATIENCE_MS = 15_000
/** How long a send may wait, ms. */
const SEND_MS = 5000

/** One socket in the hands of an implementation. */
export class End {
  readonly driver: DriverTestee
  readonly #said: (readonly Buffer[])[] = []
  #wake = (): void => {}
  #ended: string | undefined
  #socket: TesteeSocket | undefined

  private constructor(driver: DriverTestee) {
    this.driver = driver
  }

  /** Starts its driver. @throws Unreachable */
  static async start(
    implementation: Implementation,
    signal: AbortSignal,
    chatter: (text: string) => void,
  ): Promise<End> {
    const driver = new DriverTestee({ command: startCommand(implementation), signal, chatter })
    await driver.start('PULL', 'NULL')
    return new End(driver)
  }

  /** Opens its socket. @returns the endpoint that it is bound to */
  async open(
    socket: SocketTypeName,
    mode: 'bind' | 'connect',
    endpoint: string,
    options: SocketOptions,
    security: Security | undefined,
  ): Promise<string> {
    this.#said.length = 0
    this.#ended = undefined
    this.#socket = await this.driver.open(
      {
        mode,
        socket,
        mechanism: mechanismIn(security),
        endpoint,
        options: { ...optionsFor(security), ...options },
      },
      {
        delivered: parts => {
          this.#said.push(parts)
          this.#wake()
        },
        ended: text => {
          this.#ended = text
          this.#wake()
        },
      },
    )
    return this.#socket.endpoint
  }

  /** Sends until it is taken. @throws Error if it is not in time */
  async send(parts: readonly (string | Buffer)[], waitMs = PATIENCE_MS): Promise<void> {
    const until = systemClock.now() + waitMs
    for (;;) {
      const answer = await this.#socket?.send(
        parts.map(part => Buffer.from(part)),
        SEND_MS,
      )
      if (answer === 'sent') return
      if (answer !== 'again' || systemClock.now() > until) throw new Error(`not sent: ${answer}`)
    }
  }

  /** The next message. @throws Error if none comes in time */
  async next(waitMs = PATIENCE_MS): Promise<readonly Buffer[]> {
    const until = systemClock.now() + waitMs
    for (;;) {
      const parts = this.#said.shift()
      if (parts !== undefined) return parts
      if (this.#ended !== undefined) throw new Error(this.#ended)
      const left = until - systemClock.now()
      if (left <= 0) throw new Error('no message came')
      await new Promise<void>(resolve => {
        const timer = systemClock.after(left, resolve)
        this.#wake = () => {
          timer.cancel()
          resolve()
        }
      })
    }
  }

  /** Whether a message of these parts is the next. @throws Error if it is another */
  async expects(parts: readonly string[]): Promise<void> {
    const got = (await this.next()).map(part => part.toString('latin1'))
    if (JSON.stringify(got) !== JSON.stringify(parts)) {
      throw new Error(`got ${JSON.stringify(got).slice(0, 80)}, not ${JSON.stringify(parts)}`)
    }
  }

  /** Subscribes a SUB to everything. */
  async subscribe(): Promise<void> {
    await this.#socket?.subscribe?.(Buffer.alloc(0), true)
  }
}

/** Who is bound and who connects, and with what. */
export interface Wanted {
  readonly bound: SocketTypeName
  readonly connecting: SocketTypeName
  readonly security?: readonly [Security, Security]
  readonly options?: SocketOptions
  /** Where to bind; default a free port. */
  readonly endpoint?: string
  readonly isRecorded?: boolean
}

/** Two ends, and the tap between them while one is open. */
export class Pair {
  readonly bound: End
  readonly connecting: End
  readonly #taps: Taps
  #tap: Tap | undefined
  /** Where the bound side is. */
  endpoint = ''

  constructor(bound: End, connecting: End, taps: Taps) {
    this.bound = bound
    this.connecting = connecting
    this.#taps = taps
  }

  /** How many connections there have been since it was opened. */
  get connections(): number {
    return this.#tap?.connections() ?? 0
  }

  /** Opens both sockets. */
  async open(wanted: Wanted): Promise<void> {
    const { security = [undefined, undefined], options = {}, isRecorded = true } = wanted
    this.close()
    const at = wanted.endpoint ?? 'tcp://127.0.0.1:*'
    this.endpoint = await this.bound.open(wanted.bound, 'bind', at, {}, security[0])
    this.#tap = await this.#taps.open(this.endpoint, isRecorded)
    await this.connecting.open(
      wanted.connecting,
      'connect',
      this.#tap.endpoint,
      options,
      security[1],
    )
  }

  /** Closes the tap. */
  close(): void {
    this.#tap?.close()
    this.#tap = undefined
  }
}
