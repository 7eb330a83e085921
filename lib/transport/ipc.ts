// ipc:// over Unix sockets (zmq_ipc(7)): paths, `*` for a temporary one, `@name` for Linux's abstract
// names. As in libzmq an existing file is replaced, and a named one stays when the listener goes: it may be
// another's by then. libuv removes the path that a socket was bound under, so that is another one.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf, fromNodeError, systemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { ipcPath, SUN_PATH_MAX } from './endpoint.js'
import { listenOnPath } from './listen.js'
import { NetStream, type StreamEnds } from './net-stream.js'
import { type AcceptHandlers, type Listening, openIfLater } from './open.js'
import { PeerSocket } from './peer-socket.js'
import { Reading } from './reading.js'
import {
  BindError,
  type DialHandlers,
  type Dialing,
  type Listener,
  type ListenHandlers,
  type ListenOptions,
  type Opened,
  type StreamTransport,
} from './transport.js'

/** What the unnamed end of a Unix socket is called in events. */
const UNNAMED = 'ipc://'

/** Enough to be nobody else's. */
const TEMPORARY_NAME_LENGTH = 12

/** Where libzmq looks for the directory of its temporary sockets, in this order. */
const TEMPORARY_DIRECTORY_VARIABLES = ['TMPDIR', 'TEMPDIR', 'TMP']

/**
 * Binds and listens, at once, as zmq_bind does.
 *
 * @param address what follows `ipc://`
 * @throws BindError
 */
export function listenIpc(
  address: string,
  { backlog, opened }: Pick<ListenOptions, 'backlog' | 'opened'>,
  handlers: ListenHandlers,
): Listener {
  const { temporary, name, path, boundPath } = ipcPlace(address, opened?.path)
  const endpoint = `ipc://${name}`
  const ends = ipcEnds(endpoint, UNNAMED)
  const accept: AcceptHandlers = {
    accepted: (socket, reading) => handlers.accepted(new NetStream(socket, reading, ends)),
    acceptFailed: error => handlers.acceptFailed(error),
  }
  const listening = bindPath(boundPath, backlog, accept, opened)
  if (boundPath !== path) takePlace(boundPath, path, listening)
  return {
    endpoint,
    descriptor: listening.descriptor,
    close() {
      // The handle's own close would also remove a temporary file, but without a word if that fails.
      const failure = temporary === undefined ? undefined : removeFile(path)
      const directoryFailure = temporary === undefined ? undefined : removeDirectory(temporary)
      listening.close()
      return failure ?? directoryFailure
    },
  }
}

/** Where to listen, and under which name first. */
interface IpcPlace {
  /** A directory of ours alone, for `*`. */
  readonly temporary: string | undefined
  readonly name: string
  readonly path: string
  readonly boundPath: string
}

/**
 * Reads an address to bind.
 *
 * @param bound where it is bound already
 * @throws BindError
 */
function ipcPlace(address: string, bound?: string): IpcPlace {
  const isTemporary = address === '*'
  const directory = isTemporary && bound !== undefined ? dirname(bound) : undefined
  const temporary = isTemporary ? (directory ?? makeTemporaryDirectory()) : undefined
  const name = temporary === undefined ? address : join(temporary, 'socket')
  const path = pathOrBindError(name)
  const isNamed = !isTemporary && !path.startsWith('\0') && process.platform !== 'win32'
  return { temporary, name, path, boundPath: bound ?? (isNamed ? nameBeside(path) : path) }
}

/** Lets what was bound under a name of its own take the place of the path, and of what was there. */
function takePlace(boundPath: string, path: string, listening: Listening): void {
  try {
    renameSync(boundPath, path)
  } catch {
    // What is there and cannot be replaced is a directory.
    listening.close()
    throw new BindError(systemError('EADDRINUSE'), listening.descriptor)
  }
}

/** A name in the same directory that nobody has, and that is no longer than the system allows. */
function nameBeside(path: string): string {
  const directory = dirname(path)
  const length = Math.min(
    TEMPORARY_NAME_LENGTH,
    SUN_PATH_MAX - 1 - Buffer.byteLength(directory) - 1,
  )
  for (;;) {
    const name = join(directory, randomUUID().replaceAll('-', '').slice(0, Math.max(1, length)))
    if (!existsSync(name)) return name
  }
}

function bindPath(
  path: string,
  backlog: number,
  accept: AcceptHandlers,
  opened: Opened | undefined,
): Listening {
  try {
    return listenOnPath(path, backlog, accept, opened)
  } catch (error) {
    // libuv reports a missing directory as EACCES, for Windows' sake; libzmq has the true ENOENT.
    const isDirectoryMissing = !path.startsWith('\0') && !existsSync(dirname(path))
    if (!(error instanceof BindError) || !isDirectoryMissing) throw error
    throw new BindError(systemError('ENOENT'), error.descriptor)
  }
}

function pathOrBindError(name: string): string {
  try {
    return ipcPath(name, name)
  } catch (error) {
    throw new BindError(fromNodeError(error as NodeJS.ErrnoException))
  }
}

function makeTemporaryDirectory(): string {
  const parent = TEMPORARY_DIRECTORY_VARIABLES.map(name => process.env[name]).find(Boolean)
  try {
    return mkdtempSync(parent === undefined ? 'tmp' : join(parent, 'tmp'))
  } catch (error) {
    throw new BindError(fromNodeError(error as NodeJS.ErrnoException))
  }
}

/** @returns the errno if it could not be removed */
function removeFile(path: string): number | undefined {
  return attempt(() => unlinkSync(path))
}

/** @returns the errno if it could not be removed */
function removeDirectory(path: string): number | undefined {
  return attempt(() => rmdirSync(path))
}

function attempt(action: () => void): number | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return errnoOf((error as NodeJS.ErrnoException).code ?? '')
  }
}

const ipcEnds = (local: string, remote: string): StreamEnds => ({
  isNetwork: false,
  local: () => local,
  remote: () => remote,
})

/**
 * Starts one attempt to connect.
 *
 * @param address what follows `ipc://`
 */
export function dialIpc(address: string, handlers: DialHandlers): Dialing {
  const reading = new Reading()
  const socket = new PeerSocket(reading)
  socket.connect({ path: ipcPath(address, address) })
  const descriptor = descriptorOf(socket)
  socket.unref()
  let isOver = false
  socket.on('error', error => {
    if (isOver) return
    isOver = true
    handlers.failed(fromNodeError(error), descriptor)
  })
  const connected = (): void => {
    if (isOver) return
    isOver = true
    socket.removeAllListeners('error')
    handlers.connected(new NetStream(socket, reading, ipcEnds(UNNAMED, `ipc://${address}`)))
  }
  socket.once('connect', connected)
  return {
    descriptor,
    cancel() {
      isOver = true
      socket.destroy()
    },
    finishNow: connected,
  }
}

/** Its row in the table of transports. */
export const ipc: StreamTransport = {
  listen: listenIpc,
  open: (address, { backlog }) =>
    openIfLater(() => ({ path: ipcPlace(address).boundPath }), backlog),
  dialer({ address, text }) {
    ipcPath(address, text)
    return (_options, _clock, handlers) => dialIpc(address, handlers)
  },
  namesFailedBind: true,
  heedsRefusal: false,
  takesProxy: false,
}
