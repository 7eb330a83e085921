// What a mutant does otherwise than the faultless reference endpoint: hooks that are asked at every place
// where the reference decides something.

/** One deliberate fault. Every hook that is absent leaves the reference as it is. */
export interface Fault {
  /** Changes our greeting of 64 octets. */
  readonly greeting?: (octets: Buffer) => Buffer
  /** True: this breach of the rules by the peer is let pass instead of closing the link. */
  readonly takes?: (reason: string) => boolean
  /** True: the link is closed on something legal; `what` says what it is. */
  readonly refuses?: (what: string, octets: Buffer) => boolean
  /** Changes a frame before it is sent, or holds it back with an empty list. */
  readonly sends?: (frame: Buffer, kind: 'ready' | 'error' | 'command' | 'message') => Buffer[]
  /** Changes a message before it is delivered: other messages, none, more. */
  readonly delivers?: (parts: readonly Buffer[]) => readonly (readonly Buffer[])[]
  /** Told when the endpoint dies of its fault. */
  readonly died?: () => void
  /** Named faults of behaviour that fit no hook. */
  readonly has?: readonly string[]
}
