// Asks a ZAP handler (RFC 27): whoever is bound to inproc://zeromq.zap.01 in the same context, a REP or a ROUTER.
// Each question is a peer of its own to the handler, as in libzmq, so that answers need no numbers.
import { ProtocolError } from '../../errors.js'
import { parseEndpoint } from '../../transport/transports.js'
import type { InprocNames } from '../../transport/inproc.js'
import {
  decodeZapReply,
  encodeZapRequest,
  ZAP_ENDPOINT,
  type ZapRequest,
  type ZapVerdict,
} from '../../zmtp/zap.js'
import type { InprocMeeting, InprocPeer } from '../host.js'
import { inprocPeer, type Peer } from '../links/peer.js'
import { Pipe, type Marks } from '../links/pipe.js'

const NAME = parseEndpoint(ZAP_ENDPOINT).address

/** True if a handler is bound. */
export function hasZapHandler(names: InprocNames<InprocPeer>): boolean {
  return names.isBound(NAME)
}

/** One question to the handler. */
export class ZapQuestion implements InprocPeer {
  readonly isLingering = false
  readonly isConflating = false
  readonly marks: Marks = { sendHighWaterMark: 0, receiveHighWaterMark: 0 }
  readonly facts: Peer = inprocPeer({ type: 'DEALER', options: { routingId: null } }, () =>
    this.end(),
  )
  readonly #names: InprocNames<InprocPeer>
  readonly #pipe = new Pipe(this.marks)
  #far: { readonly pipe: Pipe; readonly bind: InprocMeeting } | undefined

  /**
   * Asks.
   *
   * @param answered is told the verdict, or what is wrong with the answer, at most once, and later
   */
  constructor(
    names: InprocNames<InprocPeer>,
    request: ZapRequest,
    answered: (verdict: ZapVerdict | ProtocolError) => void,
  ) {
    this.#names = names
    const { inbound } = this.#pipe
    inbound.onReadable = () =>
      // What the handler is in the middle of ends first.
      queueMicrotask(() => {
        const parts = this.#pipe.isClosed ? undefined : inbound.shift()
        if (parts === undefined) return
        this.end()
        answered(readReply(parts, request.requestId))
      })
    this.#pipe.write(encodeZapRequest(request))
    names.connect(NAME, this)
  }

  up(): void {}

  meet(bind: InprocMeeting, { marks }: { readonly marks: Marks }): Pipe {
    const pipe = this.#pipe.joined(marks)
    this.#far = { pipe, bind }
    return pipe
  }

  /** Nobody wants the answer any more, or it has come, or the handler has gone. */
  end(): void {
    if (this.#pipe.isClosed) return
    this.#pipe.close()
    this.#names.cancel(NAME, this)
    this.#far?.bind.left(this, this.#far.pipe)
  }
}

function readReply(parts: readonly Uint8Array[], requestId: string): ZapVerdict | ProtocolError {
  try {
    return decodeZapReply(parts, requestId)
  } catch (error) {
    if (error instanceof ProtocolError) return error
    throw error
  }
}
