// Frames in and out of the MESSAGEs of a CURVE link (RFC 26 §MESSAGE Command): flags of their own, then what the frame
// would have had in it. Bit 1 of these flags is libzmq's, for commands; the RFC has none.
import type { Dialect } from './case.js'
import type { CurveSide } from './curve-side.js'
import { framesIn, hasMore, isCommand, type SeenFrame } from './stream.js'

const NAME = Buffer.from('\u0007MESSAGE', 'latin1')
const INNER = { more: 1, command: 2 } as const
const OUTER = { more: 1, long: 2, command: 4 } as const
/** What goes round a payload: name, nonce, authenticator, flags. */
const LENGTH_MIN = 33

/** A frame's header and body. */
export function frameOctets(flags: number, body: Uint8Array): Buffer {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body])
  const header = Buffer.alloc(9)
  header[0] = flags | OUTER.long
  header.writeBigUInt64BE(BigInt(body.length), 1)
  return Buffer.concat([header, body])
}

/** The flags of the frames that MESSAGEs stand in: libzmq's are those of messages, the RFC's those of commands. */
export const MESSAGE_FLAGS: Readonly<Record<Dialect, number>> = { libzmq: 0, rfc: OUTER.command }

/** True for what may be a MESSAGE, whatever its frame's flags. */
export function isMessage({ body }: SeenFrame): boolean {
  return body.length >= LENGTH_MIN && body.subarray(0, NAME.length).equals(NAME)
}

/** A frame in a MESSAGE of ours. */
export function sealedFrame(side: CurveSide, frame: SeenFrame, dialect: Dialect): Buffer {
  const inner = (hasMore(frame) ? INNER.more : 0) | (isCommand(frame) ? INNER.command : 0)
  return frameOctets(MESSAGE_FLAGS[dialect], side.message(inner, frame.body))
}

/** Opens the MESSAGEs among the frames of a link that nobody has dealt with. @returns what was in them */
export function openUnread({
  curve,
  unread,
}: {
  readonly curve: CurveSide | undefined
  readonly unread: SeenFrame[]
}): readonly SeenFrame[] {
  if (curve?.isReady !== true) return []
  return unread.flatMap((frame, at) => {
    const opened = openedFrame(curve, frame)
    if (opened === undefined) return []
    unread[at] = opened
    return [opened]
  })
}

/** The frame in a MESSAGE of the endpoint; undefined for another frame, and for one that does not open. */
function openedFrame(side: CurveSide, frame: SeenFrame): SeenFrame | undefined {
  if (!isMessage(frame)) return undefined
  const opened = side.open('MESSAGE', frame.body)
  if (!('text' in opened)) return undefined
  const inner = opened.text[0] ?? 0
  const flags =
    ((inner & INNER.more) === 0 ? 0 : OUTER.more) |
    ((inner & INNER.command) === 0 ? 0 : OUTER.command)
  return framesIn(frameOctets(flags, opened.text.subarray(1)))[0]
}
