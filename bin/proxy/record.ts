// What a proxy keeps of a connection: rows of a capture, packets of a pcapng file.
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Clock } from '../../lib/clock.js'
import { CaptureRecorder } from '../../lib/capture/index.js'
import {
  encodePcapngHeader,
  LINK_TYPES,
  TcpTrace,
  type Side,
  type TraceEnd,
} from '../../lib/dissect/index.js'
import { tellLack, tellReplaced } from '../options.js'
import type { Terminal } from '../terminal.js'

/** Where to keep it. */
export interface RecordOptions {
  readonly capture?: string | undefined
  readonly captureLimit?: number | undefined
  readonly pcap?: string | undefined
  /** The command line, for the capture's header. */
  readonly source: string
}

/** One connection's names and numeric ends. */
export interface RecordedConnection {
  readonly name: string
  readonly connecting: string
  readonly binding: string
  readonly trace: TcpTrace
}

/** Keeps everything that passes. */
export class ProxyRecord {
  readonly #clock: Clock
  readonly #capture: CaptureRecorder | undefined
  readonly #capturePath: string | undefined
  readonly #terminal: Terminal
  #pcap: number | undefined
  #pcapFailure: Error | undefined

  /** @throws the system's error if a file cannot be made */
  constructor(options: RecordOptions, clock: Clock, terminal: Terminal) {
    this.#clock = clock
    this.#terminal = terminal
    const { capture, captureLimit, pcap, source } = options
    this.#capturePath = capture
    if (capture !== undefined) {
      tellReplaced(capture, terminal)
      this.#capture = new CaptureRecorder(capture, {
        clock,
        implementation: 'unknown',
        implementationVersion: 'seen by a proxy',
        source,
        ...(captureLimit !== undefined && { sizeLimit: captureLimit }),
      })
    }
    if (pcap !== undefined) {
      tellReplaced(pcap, terminal)
      this.#pcap = openSync(pcap, 'w')
      this.#append(encodePcapngHeader(LINK_TYPES.RAW))
    }
  }

  /** A connection begins. */
  open(name: string, connecting: Endpoint, binding: Endpoint): RecordedConnection {
    const trace = new TcpTrace(connecting.end, binding.end)
    const names = { connecting: connecting.text, binding: binding.text }
    const at = this.#clock.now()
    this.#capture?.write({ kind: 'connection', at, connection: name, change: 'opened', ...names })
    this.#append(trace.open(this.#timeNs()))
    return { name, ...names, trace }
  }

  /** One side sent bytes. */
  bytes({ name, trace }: RecordedConnection, from: Side, bytes: Buffer): void {
    const at = this.#clock.now()
    this.#capture?.write({ kind: 'wire', at, connection: name, from, bytes })
    this.#append(trace.bytes(this.#timeNs(), from, bytes))
  }

  /** One side has ended its half, or the connection. */
  end({ name, trace }: RecordedConnection, from: Side, isReset: boolean): void {
    const at = this.#clock.now()
    const change = isReset ? 'reset' : 'ended'
    this.#capture?.write({ kind: 'connection', at, connection: name, change, from })
    this.#append(trace.end(this.#timeNs(), from, isReset))
  }

  /** Closes the files; says what could not be kept. */
  close(): void {
    if (this.#capture !== undefined) {
      tellLack(String(this.#capturePath), this.#capture.close(), this.#terminal)
    }
    if (this.#pcap !== undefined) closeSync(this.#pcap)
    this.#pcap = undefined
    if (this.#pcapFailure !== undefined) {
      this.#terminal.lost(`the pcap file is cut off: ${this.#pcapFailure.message}`)
    }
  }

  #timeNs(): bigint {
    return BigInt(Math.round(this.#clock.epochMs() * 1e3)) * 1000n
  }

  #append(bytes: Buffer): void {
    if (this.#pcap === undefined || this.#pcapFailure !== undefined) return
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(this.#pcap, bytes, written)
      }
    } catch (error) {
      // The disk is full or gone: the connection goes on, the file ends here.
      this.#pcapFailure = error as Error
    }
  }
}

/** One end of a connection: its endpoint, and as an address for packets. */
export interface Endpoint {
  readonly text: string
  readonly end: TraceEnd
}
