// A packet as a capture file holds it.

/** One packet. */
export interface Packet {
  /** Nanoseconds since the Unix epoch. */
  readonly timeNs: bigint
  /** Number of the link-layer header type (LINKTYPE_…). */
  readonly linkType: number
  readonly bytes: Buffer
  /** Bytes it had on the wire; more than `bytes` holds if it was cut off. */
  readonly originalSize: number
}
