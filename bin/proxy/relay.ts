// One proxied connection: two sockets, a pump each way, the bytes explained and kept as they pass.
import type { Socket } from 'node:net'
import { Conversation, type CurveKeySource, type Note, type Side } from '../../lib/dissect/index.js'
import { resetOrDestroy } from '../../lib/raw/reset.js'
import { formatTcp } from '../../lib/transport/endpoint.js'
import type { Place as Where, Printer } from '../decode/printer.js'
import type { End } from './ends.js'
import { Pump, type Faults } from './pump.js'
import type { Endpoint, ProxyRecord, RecordedConnection } from './record.js'

/** What all connections of a proxy share. */
export interface RelayOptions {
  readonly faults: Faults
  readonly printer: Printer
  readonly record: ProxyRecord
  readonly timeNs: () => bigint
  readonly keys: CurveKeySource | undefined
}

const OTHER: Readonly<Record<Side, Side>> = { connecting: 'binding', binding: 'connecting' }

/** The port that packets show for an end that has none, ipc's. */
const UNNAMED_PORT = 5555
const UNNAMED_PORTS_FROM = 40_000
const UNNAMED_PORTS = 20_000

/** Passes bytes between two sockets and tells what they say. */
export class Relay {
  /** Resolves when both sockets are closed. */
  readonly closed: Promise<void>
  readonly #number: number
  readonly #ends: Readonly<Record<Side, End>>
  readonly #pumps: Partial<Record<Side, Pump>> = {}
  readonly #options: RelayOptions
  readonly #conversation: Conversation
  readonly #ended: Record<Side, boolean> = { connecting: false, binding: false }
  #recorded: RecordedConnection | undefined
  #isOver = false

  /**
   * @param number from 1, for people
   * @param connecting what was accepted, paused
   * @param binding what is being connected to the other side
   */
  constructor(number: number, connecting: End, binding: End, options: RelayOptions) {
    this.#number = number
    this.#ends = { connecting, binding }
    this.#options = options
    this.#conversation = new Conversation(options.keys && { keys: options.keys })
    this.closed = bothClosed(connecting.socket, binding.socket)
    connecting.socket.on('error', error => this.#failed('connecting', error))
    binding.socket.on('error', error => this.#failed('binding', error))
    binding.socket.once('connect', () => this.#connected())
  }

  /** Drops the connection. */
  close(): void {
    this.#finish()
    this.#ends.connecting.socket.destroy()
    this.#ends.binding.socket.destroy()
  }

  #connected(): void {
    const connecting = this.#ends.connecting.socket
    const binding = this.#ends.binding.socket
    connecting.setNoDelay(true)
    binding.setNoDelay(true)
    const { record, printer } = this.#options
    const ends = endsOf(this.#number, connecting, binding)
    this.#recorded = record.open(String(this.#number), ends.connecting, ends.binding)
    const names = { connecting: ends.connecting.text, binding: ends.binding.text }
    const words = `connection ${names.connecting} → ${names.binding}`
    printer.line('connection', words, this.#where({ ...names }))
    for (const side of ['connecting', 'binding'] as const) {
      const pump = new Pump(
        this.#ends[side],
        this.#ends[OTHER[side]].socket,
        this.#options.faults,
        {
          bytes: chunk => this.#passing(side, chunk),
          ended: () => this.#halfEnded(side),
          cut: () => this.#cut(side),
          broken: () => this.#reset(side),
        },
      )
      this.#pumps[side] = pump
      pump.start()
    }
  }

  #passing(side: Side, chunk: Buffer): Promise<void> | undefined {
    const { record, printer } = this.#options
    const other = OTHER[side]
    if (this.#ended[other] && this.#ends[other].socket.refusal !== undefined) this.#reset(other)
    if (this.#recorded !== undefined) record.bytes(this.#recorded, side, chunk)
    this.#tell(this.#conversation.push(side, chunk))
    return printer.isBusy ? printer.ready() : undefined
  }

  #halfEnded(side: Side): void {
    this.#end(side, false)
    this.#ends[OTHER[side]].socket.end()
  }

  #cut(side: Side): void {
    const { cutAfterBytes } = this.#options.faults
    const words = `cut by the proxy after ${cutAfterBytes} bytes of the ${side} side`
    this.#options.printer.line('cut', words, this.#where())
    this.#finish()
    this.#ends[side].socket.destroy()
    this.#ends[OTHER[side]].socket.destroySoon()
  }

  /** Nothing more can be read of a side, which was read to its last byte: the other one is reset, too. */
  #failed(side: Side, error: NodeJS.ErrnoException): void {
    const { printer } = this.#options
    if (this.#recorded === undefined) {
      const words =
        side === 'binding'
          ? `the other side could not be reached: ${error.code ?? error.message}`
          : `the connecting side went away: ${error.code ?? error.message}`
      printer.line('unreachable', words, this.#where())
      this.#ends.connecting.socket.destroy()
      this.#ends.binding.socket.destroy()
      return
    }
    if (this.#ended[side]) {
      this.#reset(side)
      return
    }
    this.#end(side, true)
    this.#pumps[side]?.finish('broken')
  }

  #reset(side: Side): void {
    this.#finish()
    resetOrDestroy(this.#ends[OTHER[side]].socket)
  }

  #end(side: Side, isReset: boolean): void {
    if (this.#ended[side] || this.#recorded === undefined || this.#isOver) return
    this.#ended[side] = true
    this.#options.record.end(this.#recorded, side, isReset)
    this.#tell(this.#conversation.end(side, isReset ? 'reset' : 'closed'))
  }

  /** Nothing more of this connection is told. */
  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#tell(this.#conversation.finish())
  }

  #tell(notes: readonly Note[]): void {
    for (const note of notes) this.#options.printer.note(note, this.#where())
  }

  #where(fields: Readonly<Record<string, unknown>> = {}): Where {
    return { timeNs: this.#options.timeNs(), connection: this.#number, fields }
  }
}

async function bothClosed(...sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map(socket => new Promise<void>(resolve => socket.once('close', () => resolve()))),
  )
}

function endsOf(
  number: number,
  connecting: Socket,
  binding: Socket,
): Readonly<Record<Side, Endpoint>> {
  const { remoteAddress, remotePort, localAddress, localPort } = connecting
  if (remoteAddress !== undefined && localAddress !== undefined) {
    return {
      connecting: tcpEnd(remoteAddress, remotePort ?? 0),
      binding: tcpEnd(localAddress, localPort ?? 0),
    }
  }
  const port = UNNAMED_PORTS_FROM + (number % UNNAMED_PORTS)
  const target = binding.remoteAddress
  return {
    connecting: { text: 'ipc://', end: { address: '127.0.0.1', port } },
    binding: {
      text: target === undefined ? 'ipc://' : formatTcp(target, binding.remotePort ?? 0),
      end: { address: '127.0.0.1', port: UNNAMED_PORT },
    },
  }
}

function tcpEnd(address: string, port: number): Endpoint {
  return { text: formatTcp(address, port), end: { address, port } }
}
