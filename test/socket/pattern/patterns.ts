// Pipes for pattern tests, named, with what a peer does at the far end.
import type { Pattern } from '../../../lib/socket/pattern/pattern.js'
import { Pipe } from '../../../lib/socket/links/pipe.js'

/** A pipe with a name for tests. */
export class TestPipe extends Pipe {
  constructor(
    readonly name: string,
    outboundMark = 0,
  ) {
    super({ sendHighWaterMark: outboundMark, receiveHighWaterMark: 0 })
  }

  /** What a core does: the mailboxes wake the pattern. */
  joins(pattern: Pattern): this {
    pattern.attach(this)
    this.inbound.onReadable = () => pattern.readable(this)
    this.outbound.onWritable = () => pattern.writable(this)
    return this
  }

  /** The peer sends. */
  gets(...texts: string[]): void {
    for (const text of texts) this.inbound.put([Buffer.from(text)])
  }

  /** All that was sent to the peer. */
  taken(): string[] {
    const list: string[] = []
    for (let next = this.outbound.shift(); next; next = this.outbound.shift())
      list.push(`${next[0]}`)
    return list
  }
}

export const bytes = (text: string): Buffer[] => [Buffer.from(text)]

/** Receives until there is nothing. */
export function receiveAll(pattern: Pattern): string[] {
  const list: string[] = []
  for (let next = pattern.receive(); next; next = pattern.receive()) list.push(`${next[0]}`)
  return list
}
