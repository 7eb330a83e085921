// Gates again: the inputs that were recorded go to the policy, whose phases and effects must be the same;
// and each event that a gate was told must be the one in the monitor parts before it.
import { isDeepStrictEqual } from 'node:util'
import type { GateRow, GateStartRow, MonitorRow } from '../capture/format.js'
import { GATE_TABLE } from '../gate/machine/gate.js'
import { MACHINES } from '../gate/run/policies.js'
import { EVENT_SIGNALS } from '../gate/machine/signals.js'
import type { GateInput, GateOptions, GateState, Machine } from '../gate/machine/state.js'
import {
  type ByteOrder,
  decodeMonitorEvent,
  type MonitorEvent,
  MonitorFormatError,
} from '../monitor/codec.js'
import type { StepListener } from './difference.js'

/** Events that may wait for their gate: a capture of monitors alone has no gate to take them. */
const WAITING_MAX = 10_000

/** Columns of a gate's table that are no kinds of inputs. */
const SIGNALS: ReadonlySet<string> = new Set(Object.values(EVENT_SIGNALS))

interface Gate {
  readonly machine: Machine
  state: GateState
}

/** All gates and monitors of a capture, by socket. */
export class GateReplay {
  readonly #tell: StepListener
  readonly #order: ByteOrder
  readonly #gates = new Map<string, Gate>()
  readonly #waiting = new Map<string, MonitorEvent[]>()

  constructor(order: ByteOrder, tell: StepListener) {
    this.#order = order
    this.#tell = tell
  }

  /** The phase each gate has come to. */
  get phases(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#gates].map(([socket, { state }]) => [socket, state.phase]))
  }

  monitor({ at, socket, parts }: MonitorRow): void {
    try {
      const event = decodeMonitorEvent(parts, this.#order)
      const { value, address } = event
      this.#tell({ type: 'event', at, socket, event: event.name ?? 'UNKNOWN', value, address })
      const waiting = this.#waiting.get(socket) ?? []
      if (this.#gates.has(socket) && waiting.length < WAITING_MAX) waiting.push(event)
      this.#waiting.set(socket, waiting)
    } catch (error) {
      if (!(error instanceof MonitorFormatError)) throw error
      this.#differ(at, socket, 'no monitor event', parts.map(toHex), error.message)
    }
  }

  start({ at, socket, policy, options }: GateStartRow): void {
    const known = Object.hasOwn(MACHINES, policy)
      ? MACHINES[policy as keyof typeof MACHINES]
      : undefined
    const told = asGateOptions(options)
    if (known === undefined || told === undefined) {
      this.#differ(at, socket, 'no gate that could be started', { policy, options }, undefined)
      return
    }
    this.#waiting.delete(socket)
    this.#gates.set(socket, { machine: known, state: known.initialState(told) })
  }

  gate({ at, socket, input: recorded, phase, effects }: GateRow): void {
    const gate = this.#gates.get(socket)
    if (gate === undefined) {
      this.#differ(at, socket, 'a gate without its start', recorded, undefined)
      return
    }
    const input = asGateInput(recorded)
    if (input === undefined) {
      this.#differ(at, socket, 'no input of a gate', recorded, undefined)
      return
    }
    if (input.kind === 'event') this.#checkEvent(at, socket, input)
    const before = gate.state.phase
    const step = gate.machine.step(gate.state, input)
    gate.state = step.state
    if (step.state.phase !== before) {
      this.#tell({ type: 'phase', at, socket, phase: step.state.phase })
    }
    if (step.state.phase !== phase) this.#differ(at, socket, 'phase', phase, step.state.phase)
    if (!holds(step.effects, effects)) this.#differ(at, socket, 'effects', effects, step.effects)
  }

  #checkEvent(at: number, socket: string, input: GateInput & { readonly kind: 'event' }): void {
    const event = this.#waiting.get(socket)?.shift()
    if (event === undefined) return
    const { value, local, remote } = event
    const replayed = { event: event.name ?? 'UNKNOWN', value, local, remote }
    const told = {
      event: input.event,
      value: input.value,
      local: input.local,
      remote: input.remote,
    }
    if (!isDeepStrictEqual(replayed, told)) this.#differ(at, socket, 'event', told, replayed)
  }

  #differ(at: number, where: string, what: string, recorded: unknown, replayed: unknown): void {
    this.#tell({ type: 'difference', at, where, what, recorded, replayed })
  }
}

/** True if `found` is `recorded`; fields that are not recorded, for they came with a later version, may be more. */
function holds(found: unknown, recorded: unknown): boolean {
  if (typeof recorded !== 'object' || recorded === null) return Object.is(found, recorded)
  if (typeof found !== 'object' || found === null) return false
  if (Array.isArray(found) !== Array.isArray(recorded)) return false
  if (Array.isArray(found) && found.length !== (recorded as unknown[]).length) return false
  const fields = found as Readonly<Record<string, unknown>>
  return Object.entries(recorded).every(([name, value]) => holds(fields[name], value))
}

/** What a gate was told; older captures have one time for both phases. */
function asGateOptions(recorded: object): GateOptions | undefined {
  const { timeoutMs, ...rest } = recorded as Readonly<Record<string, unknown>>
  const { endpoint, consumers, now } = rest
  const times =
    typeof timeoutMs === 'number' ? { waiting: timeoutMs, draining: timeoutMs } : timeoutMs
  if (typeof endpoint !== 'string' || typeof times !== 'object' || times === null) return undefined
  const numbers = [consumers, now, ...Object.values(times)]
  if (!numbers.every(number => typeof number === 'number')) return undefined
  return { ...rest, timeoutMs: times } as unknown as GateOptions
}

function asGateInput(input: object): GateInput | undefined {
  const { kind, now, event, value, count } = input as Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || typeof now !== 'number') return undefined
  if (kind === 'subscribers' && typeof count !== 'number') return undefined
  const isKnown =
    kind === 'event'
      ? typeof event === 'string' &&
        Object.hasOwn(EVENT_SIGNALS, event) &&
        typeof value === 'number'
      : Object.hasOwn(GATE_TABLE.waiting, kind) && !SIGNALS.has(kind)
  return isKnown ? (input as GateInput) : undefined
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
