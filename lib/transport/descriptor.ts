// The one place that knows how to see a file descriptor. Node hides it: on POSIX the stream's own
// handle has `fd`. Monitor events carry it as libzmq's do; −1 where the platform shows none.

/** What holds a handle: a net.Socket, a net.Server, or the handle itself. */
interface HandleOwner {
  readonly _handle?: { readonly fd?: unknown } | null
  readonly fd?: unknown
}

/** The file descriptor of a socket, server or handle; −1 if it has none or shows none. */
export function descriptorOf(owner: object): number {
  const { _handle: handle, fd } = owner as HandleOwner
  const descriptor = handle?.fd ?? fd
  return typeof descriptor === 'number' ? descriptor : -1
}
