// Two connections in memory: what one packs, the other receives, until both are quiet.
import type { SystemError } from '../../lib/errors.js'
import type { ZmtpTypeName } from '../../lib/socket-types.js'
import { Connection } from '../../lib/zmtp/connection.js'
import type { ConnectionSettings, PeerInfo } from '../../lib/zmtp/connection-contract.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { encodeMetadata, type Metadata } from '../../lib/zmtp/metadata.js'
import type { ZapVerdict } from '../../lib/zmtp/zap.js'

/** More rounds than any exchange of ours takes; past it two machines are chattering for ever. */
const ROUNDS_MAX = 100

/** A connection, and what it told its listener. */
export class RecordedPeer {
  readonly connection: Connection
  /** What `ready` was called with, in order, and the metadata in it. */
  readonly peers: PeerInfo[] = []
  readonly readies: Metadata[] = []
  /** Identities of old peers, in hex, and commands that are no heartbeats, as Latin-1. */
  readonly identities: string[] = []
  readonly commands: string[] = []
  /** Parts of each message, as Latin-1. */
  readonly messages: string[][] = []
  /** The mechanisms that ZAP was asked for, and the statuses it denied with. */
  readonly questions: string[] = []
  readonly denials: number[] = []
  /** What is said of the peer at once, when ZAP is asked. */
  judgement: ZapVerdict | SystemError | undefined
  /** What the listener answers to a message: false stops decoding. */
  wantsMore: boolean | (() => boolean) = true

  /** @param takesOnDemand whether what lies behind a small message may wait for `takeNow` */
  constructor(
    settings: Partial<ConnectionSettings> & { readonly socketType: ZmtpTypeName },
    takesOnDemand = false,
  ) {
    this.connection = new Connection(connectionSettings(settings), {
      ready: peer => {
        this.peers.push(peer)
        this.readies.push(peer.metadata)
      },
      identified: routingId => void this.identities.push(routingId.toString('hex')),
      asked: question => {
        this.questions.push(question.mechanism)
        return this.judgement
      },
      denied: status => void this.denials.push(status),
      control: body => void this.commands.push(body.toString('latin1')),
      message: parts => {
        this.messages.push(parts.map(part => part.toString('latin1')))
        return typeof this.wantsMore === 'boolean' ? this.wantsMore : this.wantsMore()
      },
      takesOnDemand,
    })
  }

  /** Takes the output as one piece. */
  take(): Buffer {
    return Buffer.concat(this.connection.takeOutput())
  }

  /** Feeds bytes and gives what it packed in answer. */
  receive(bytes: Buffer, now = 0): Buffer {
    this.connection.receive(bytes, now)
    return this.take()
  }

  /** A property of the peer's READY, as text. */
  peerProperty(name: string): string | undefined {
    return this.readies.at(-1)?.get(name)?.toString('latin1')
  }
}

/**
 * Carries the output of each connection to the other until neither has any.
 *
 * @param chunkSize how many bytes travel at a time
 * @returns what `a` and `b` said, each as one piece
 */
export function drive(
  a: Connection,
  b: Connection,
  now = 0,
  chunkSize = Infinity,
): { readonly a: Buffer; readonly b: Buffer } {
  const said = { a: [] as Buffer[], b: [] as Buffer[] }
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const fromA = Buffer.concat(a.takeOutput())
    const fromB = Buffer.concat(b.takeOutput())
    if (fromA.length === 0 && fromB.length === 0) {
      return { a: Buffer.concat(said.a), b: Buffer.concat(said.b) }
    }
    said.a.push(fromA)
    said.b.push(fromB)
    for (const chunk of chunks(fromA, chunkSize)) b.receive(chunk, now)
    for (const chunk of chunks(fromB, chunkSize)) a.receive(chunk, now)
  }
  throw new Error(`still talking after ${ROUNDS_MAX} rounds`)
}

/** `bytes` in pieces of `size`; copies, so that nobody can lean on a shared buffer. */
export function* chunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield Buffer.from(bytes.subarray(start, start + size))
  }
}

/** Settings of a connection with NULL and no heartbeats, but for what is given. */
export function connectionSettings(
  settings: Partial<ConnectionSettings> & { readonly socketType: ZmtpTypeName },
): ConnectionSettings {
  return {
    mechanism: nullMechanism(encodeMetadata([['Socket-Type', settings.socketType]])),
    routingId: Buffer.alloc(0),
    minimumZmtp: 1,
    maxMessageSize: Infinity,
    maxParts: Infinity,
    maxTotalSize: Infinity,
    handshakeIntervalMs: 30_000,
    heartbeat: { intervalMs: 0, timeoutMs: -1, timeToLiveMs: 0 },
    ...settings,
  }
}
