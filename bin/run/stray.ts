// `--stray`: the unlogged consumer of the published log. It connects second, takes what it is given, Quits
// included, and never leaves; the last consumer connects when the gate is already open. To make that come
// out the same every time, the others are let go one by one.
import type { Engine, EngineSocket } from '../../lib/engine.js'
import { socketOptions } from '../../lib/gate/run/socket-options.js'
import type { Team } from './team.js'

/** Who connects when: consumers by their number, the stray one as 0; after `null` the gate is open. */
export function connectOrder(consumers: number): readonly (number | null)[] {
  const others = Array.from({ length: consumers - 1 }, (_, index) => consumers - 1 - index)
  const [first, ...rest] = others
  return [...(first === undefined ? [] : [first]), 0, ...rest, null, consumers]
}

/** A consumer that nobody counts on. */
export class Stray {
  readonly #socket: EngineSocket
  #received = 0

  /** @param endpoint where it is to connect, as the run was told */
  constructor(engine: Engine, endpoint: string) {
    this.#socket = engine.socket('PULL', socketOptions(endpoint))
  }

  /** Messages it swallowed, Quits included. */
  get received(): number {
    return this.#received
  }

  /** Connects, and resolves when the handshake is done. */
  async connect(endpoint: string): Promise<void> {
    const monitor = this.#socket.monitor({ version: 1, events: 0x1000 })
    void this.#swallow()
    this.#socket.connect(endpoint)
    try {
      await monitor.receive()
    } finally {
      monitor.close()
    }
  }

  close(): void {
    this.#socket.close()
  }

  async #swallow(): Promise<void> {
    try {
      for (;;) {
        await this.#socket.receive()
        this.#received++
      }
    } catch {
      // Closed: that is how it ends.
    }
  }
}

/** Lets the consumers and the stray one connect in order. `opened` resolves when the gate is open. */
export async function connectInOrder(
  team: Team,
  stray: Stray,
  { endpoint, consumers, opened }: { endpoint: string; consumers: number; opened: Promise<void> },
): Promise<void> {
  await team.gathered()
  for (const who of connectOrder(consumers)) {
    if (who === null) await opened
    else if (who === 0) await stray.connect(endpoint)
    else await team.connect(who)
  }
}
