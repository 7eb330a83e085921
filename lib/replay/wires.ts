// Connections again: for each side a machine that is fed what the other side sent, and must come to the
// states that were recorded.
import type { ConnectionRow, ConnectionSide, StateRow, WireRow } from '../capture/format.js'
import { systemError } from '../errors.js'
import { Connection } from '../zmtp/connection.js'
import { nullMechanism } from '../zmtp/mechanism/null.js'
import { encodeMetadata } from '../zmtp/metadata.js'
import type { StepListener } from './difference.js'
import type { Beginning, Side } from './sides.js'

/** More connections than anybody looks at; those beyond are counted only. */
export const CONNECTIONS_MAX = 1000

const SIDES = ['connecting', 'binding'] as const
const OTHER = { connecting: 'binding', binding: 'connecting' } as const

interface Machine {
  readonly connection: Connection
  messages: number
}

/** What became of one side. */
export interface SideResult {
  readonly state: string
  readonly messages: number
  /** Why it could not be replayed. */
  readonly reason?: string
}

/** All connections of a capture. */
export class WireReplay {
  readonly #beginnings: ReadonlyMap<string, Beginning>
  readonly #tell: StepListener
  readonly #machines = new Map<string, Readonly<Record<ConnectionSide, Machine | string>>>()

  constructor(beginnings: ReadonlyMap<string, Beginning>, tell: StepListener) {
    this.#beginnings = beginnings
    this.#tell = tell
  }

  /** Where each side of each connection has come to. */
  get results(): Readonly<Record<string, Readonly<Record<ConnectionSide, SideResult>>>> {
    const entries = [...this.#machines].map(([name, sides]) => [
      name,
      { connecting: resultOf(sides.connecting), binding: resultOf(sides.binding) },
    ])
    return Object.fromEntries(entries)
  }

  wire({ at, connection, from, bytes }: WireRow): void {
    this.#with(at, connection, OTHER[from], machine => {
      machine.receive(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at)
    })
  }

  connection({ at, connection, change, from }: ConnectionRow): void {
    if (change === 'opened') {
      this.#open(at, connection)
      return
    }
    const error = systemError(change === 'ended' ? 'EPIPE' : 'ECONNRESET')
    for (const side of from === undefined ? SIDES : [OTHER[from]]) {
      this.#with(at, connection, side, machine => machine.end(error))
    }
  }

  state({ at, connection, side, state, code }: StateRow): void {
    const machine = this.#machines.get(connection)?.[side]
    if (machine === undefined || typeof machine === 'string') return
    const { failure, state: replayed } = machine.connection
    const where = `${connection}, ${side}`
    if (replayed !== state) {
      this.#tell({ type: 'difference', at, where, what: 'state', recorded: state, replayed })
    } else if (code !== undefined) {
      const { code: found } = (failure?.error ?? {}) as { readonly code?: unknown }
      if (found === code) return
      this.#tell({ type: 'difference', at, where, what: 'code', recorded: code, replayed: found })
    }
  }

  #open(at: number, name: string): void {
    const beginning = this.#beginnings.get(name)
    if (beginning === undefined || this.#machines.size >= CONNECTIONS_MAX) return
    const make = (side: ConnectionSide): Machine | string => {
      const known = beginning.side(side)
      return typeof known === 'string' ? known : startMachine(known, at)
    }
    this.#machines.set(name, { connecting: make('connecting'), binding: make('binding') })
  }

  #with(at: number, name: string, side: ConnectionSide, act: (machine: Connection) => void): void {
    if (!this.#machines.has(name)) this.#open(at, name)
    const machine = this.#machines.get(name)?.[side]
    if (machine === undefined || typeof machine === 'string') return
    const before = machine.connection.state
    act(machine.connection)
    machine.connection.takeOutput()
    const { state } = machine.connection
    if (state !== before) this.#tell({ type: 'state', at, connection: name, side, state })
  }
}

function startMachine({ socketType, routingIdLength, metadata }: Side, at: number): Machine {
  const machine: Machine = {
    messages: 0,
    connection: new Connection(
      {
        socketType,
        mechanism: nullMechanism(metadata ?? encodeMetadata([['Socket-Type', socketType]])),
        routingId: Buffer.alloc(routingIdLength),
        minimumZmtp: 1,
        maxMessageSize: Infinity,
        maxParts: Infinity,
        maxTotalSize: Infinity,
        handshakeIntervalMs: 0,
        heartbeat: { intervalMs: 0, timeoutMs: -1, timeToLiveMs: 0 },
      },
      {
        ready: () => {},
        message: () => {
          machine.messages++
          return true
        },
      },
    ),
  }
  machine.connection.start(at)
  machine.connection.takeOutput()
  return machine
}

function resultOf(machine: Machine | string): SideResult {
  if (typeof machine === 'string') return { state: 'not replayed', messages: 0, reason: machine }
  return { state: machine.connection.state, messages: machine.messages }
}
