// How a stream ended: had the peer's system read all that was written to it? A process that is killed
// with bytes unread resets its connection, which shows as an error instead of an end. Where it had gone
// before the bytes came, the end shows first, and the refusal after it.
import type { Stream } from './transport.js'

const NOTHING = Buffer.alloc(0)

/**
 * Asks, at the end of a stream, whether the other side's system has refused something since: then a write
 * fails, even one of nothing, of which the peer sees nothing either. Over a network the refusal may come
 * later than the answer. To a local path (ipc) every write fails now, but an earlier one has failed by
 * itself if it came too late.
 */
export function askWhetherRefused(stream: Stream, answer: (isRefused: boolean) => void): void {
  const { socket, remote } = stream
  if (socket.writableLength > 0 || socket.refusal !== undefined) answer(true)
  else if (!remote.startsWith('tcp:')) answer(false)
  else socket.write(NOTHING, () => answer(socket.refusal !== undefined))
}
