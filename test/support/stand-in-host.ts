// A socket's core without a socket, for its parts alone: events are a list, peers are whom the test lets in.
import { keepProcessAlive } from '../../lib/clock.js'
import { eventName } from '../../lib/monitor/events.js'
import { Backoff } from '../../lib/socket/links/backoff.js'
import type {
  Attachment,
  EndpointHost,
  InprocPeer,
  Judgement,
  SocketHost,
} from '../../lib/socket/host.js'
import type { PeerAccounts } from '../../lib/socket/links/peer-accounts.js'
import { defaultOptions } from '../../lib/socket/options/options.js'
import type { EventSide, Peer } from '../../lib/socket/links/peer.js'
import { PingVictims } from '../../lib/socket/links/ping-victims.js'
import { HandshakeTurns } from '../../lib/socket/security/handshake-turns.js'
import { Pipe, type Marks } from '../../lib/socket/links/pipe.js'
import type { Unread } from '../../lib/socket/links/pipe-life.js'
import type { Endpoint } from '../../lib/transport/endpoint.js'
import { InprocNames } from '../../lib/transport/inproc.js'
import type { StreamTransport } from '../../lib/transport/transport.js'
import { parseEndpoint, streamTransport } from '../../lib/transport/transports.js'
import type { ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { encodeMetadata } from '../../lib/zmtp/metadata.js'
import { FakeClock } from './fake-clock.js'

/** A monitor event as it was told. */
export interface ToldEvent {
  readonly name: string
  readonly value: number
  readonly local: string
  readonly remote: string
  readonly side: EventSide
}

/** The core of a PUSH, as its parts see it. */
export class StandInHost implements SocketHost, EndpointHost {
  readonly type = 'PUSH'
  readonly clock = new FakeClock()
  readonly options = defaultOptions()
  readonly inprocNames = new InprocNames<InprocPeer>()
  readonly handshakeTurns = new HandshakeTurns(this.clock)
  links: PeerAccounts | undefined
  /** Peers whose links were ready, in their order. */
  readonly peers: Peer[] = []
  /** Every event, whole, and by its name and value. */
  readonly events: ToldEvent[] = []
  /** Called at each event, by those who act on one. */
  onEvent: ((event: ToldEvent) => void) | undefined
  readonly pingVictims = new PingVictims()
  takesPeers = true
  readonly security = {
    loading: undefined as Promise<void> | undefined,
    judge(): Judgement {
      throw new Error('NULL without a domain asks nobody')
    },
    forget(): void {},
  }
  /** Pipes of peers that are there. */
  readonly pipes: Pipe[] = []
  /** What was said of pipes that were taken away. */
  readonly detached: string[] = []
  readonly endedParts: Attachment[] = []
  /** How many events `until` has gone by. */
  #passed = 0
  #wake: () => void = () => {}

  readonly monitoring = {
    emit: (event: number, value: number, local: string, remote: string, side: EventSide): void => {
      const told = { name: eventName(event) ?? String(event), value, local, remote, side }
      this.events.push(told)
      this.onEvent?.(told)
      this.#wake()
    },
  }

  /** The names of all events so far. */
  get names(): string[] {
    return this.events.map(({ name }) => name)
  }

  /** Names and values of all events so far. */
  get told(): string[] {
    return this.events.map(({ name, value }) => `${name} ${value}`)
  }

  /** The next event of this name, counted from the one that was last waited for. */
  async until(name: string): Promise<void> {
    for (;;) {
      const index = this.names.indexOf(name, this.#passed)
      this.#passed = index < 0 ? this.events.length : index + 1
      if (index >= 0) return
      await this.#change()
    }
  }

  /** One of its parts has ended. */
  async untilEnded(): Promise<void> {
    while (this.endedParts.length === 0) await this.#change()
  }

  /** As every wait of a real socket it holds the process, which nothing else might. */
  async #change(): Promise<void> {
    const release = keepProcessAlive()
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    release()
  }

  get marks(): Marks {
    return { ...this.options }
  }

  refusal(peer: Peer): ReturnType<PeerAccounts['refusal']> {
    return this.links?.refusal(peer)
  }

  up(pipe: Pipe, peer: Peer): void {
    this.peers.push(peer)
    this.links?.up(pipe, peer)
  }

  down(): void {}

  control(): void {}

  newPipe(): Pipe {
    return new Pipe({ ...this.options })
  }

  attach(pipe: Pipe): boolean {
    if (this.takesPeers) this.pipes.push(pipe)
    return this.takesPeers
  }

  detach(pipe: Pipe, unread: Unread): void {
    this.detached.push(unread)
    const index = this.pipes.indexOf(pipe)
    if (index >= 0) this.pipes.splice(index, 1)
    pipe.close()
  }

  newSettings(): EndpointHost {
    return this
  }

  newBackoff(): Backoff {
    const { reconnectInterval, reconnectMaxInterval } = this.options
    return new Backoff(reconnectInterval, reconnectMaxInterval, () => 0.5)
  }

  connectionSettings(): ConnectionSettings {
    const { handshakeInterval, heartbeatInterval, heartbeatTimeout } = this.options
    return {
      socketType: 'PUSH',
      mechanism: nullMechanism(encodeMetadata([['Socket-Type', 'PUSH']])),
      routingId: Buffer.alloc(0),
      minimumZmtp: 1,
      maxMessageSize: Infinity,
      maxParts: Infinity,
      maxTotalSize: Infinity,
      handshakeIntervalMs: handshakeInterval,
      heartbeat: { intervalMs: heartbeatInterval, timeoutMs: heartbeatTimeout, timeToLiveMs: 0 },
    }
  }

  applyStreamOptions(): void {}

  ended(attachment: Attachment): void {
    this.endedParts.push(attachment)
    this.#wake()
  }
}

/** An endpoint of streams, as dialers and acceptors are given it. */
export function streamsAt(text: string): [Endpoint, StreamTransport] {
  const endpoint = parseEndpoint(text)
  return [endpoint, streamTransport(endpoint) as StreamTransport]
}

/** All that has arrived in a pipe, parts joined with `|`. */
export function takeAll(pipe: Pipe | undefined): string[] {
  const taken: string[] = []
  for (;;) {
    const message = pipe?.inbound.shift()
    if (message === undefined) return taken
    taken.push(message.join('|'))
  }
}
