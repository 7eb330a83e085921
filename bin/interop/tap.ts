// A proxy of ours in this process between two implementations: keeps what passes, and does to it what it was told.
import { systemClock } from '../../lib/clock.js'
import { Printer } from '../decode/printer.js'
import { dial, listen, placeOf } from '../proxy/ends.js'
import type { Faults } from '../proxy/pump.js'
import { ProxyRecord } from '../proxy/record.js'
import { Relay } from '../proxy/relay.js'
import type { Terminal } from '../terminal.js'

/** The files that the traffic of one pair is kept in. */
export interface Recording {
  readonly capture: string
  readonly pcap: string
}

/** Stands between many sockets, one after the other, and keeps all of it in one recording. */
export class Taps {
  readonly #record: ProxyRecord
  readonly #unrecorded: ProxyRecord
  readonly #printer: Printer
  readonly #faults: Faults
  #count = 0

  constructor(recording: Recording | undefined, faults: Faults, terminal: Terminal) {
    const silent = { ...terminal, out: () => {}, hasColour: false }
    this.#record = new ProxyRecord({ ...recording, source: 'rawzmq interop' }, systemClock, silent)
    this.#unrecorded = new ProxyRecord({ source: 'rawzmq interop' }, systemClock, silent)
    this.#printer = new Printer(silent, { isBrief: true })
    this.#faults = faults
  }

  /**
   * Listens, and passes on to an endpoint.
   *
   * @param isRecorded false for what would only fill the recording
   */
  async open(to: string, isRecorded: boolean): Promise<Tap> {
    const relays = new Set<Relay>()
    const options = {
      faults: this.#faults,
      printer: this.#printer,
      record: isRecorded ? this.#record : this.#unrecorded,
      timeNs: () => BigInt(Math.round(systemClock.epochMs() * 1e3)) * 1000n,
      keys: undefined,
    }
    let connections = 0
    const bound = await listen(placeOf('tcp://127.0.0.1:*', 'listen'), {
      accepted: end => {
        connections++
        const relay = new Relay(++this.#count, end, dial(placeOf(to, 'to')), options)
        relays.add(relay)
        void relay.closed.then(() => relays.delete(relay))
      },
      acceptFailed() {},
    })
    return {
      endpoint: bound.endpoint,
      connections: () => connections,
      close() {
        bound.close()
        for (const relay of relays) relay.close()
      },
    }
  }

  /** Closes the files. */
  close(): void {
    this.#record.close()
    this.#unrecorded.close()
  }
}

/** One place that a socket connects to. */
export interface Tap {
  readonly endpoint: string
  /** How many connections there have been. */
  connections(): number
  close(): void
}
