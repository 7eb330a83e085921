// ipc:// over Unix sockets (zmq_ipc(7)): paths, `*` for a temporary one, `@name` for Linux's abstract
// names. As in libzmq an existing file is replaced, and a named one stays when the listener goes: it may be
// another's by then. libuv removes the path that a socket was bound under, so that is another one.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf, fromNodeError, systemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { ipcPath, SUN_PATH_MAX } from './endpoint.js'
import { type Listening, listenOnPath } from './listen.js'
import { NetStream, type StreamEnds } from './net-stream.js'
import { PeerSocket } from './peer-socket.js'
import { Reading } from './reading.js'
import {
  BindError,
  type DialHandlers,
  type Dialing,
  type Listener,
  type ListenHandlers,
  type ListenOptions,
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
  options: Pick<ListenOptions, 'backlog'>,
  handlers: ListenHandlers,
): Listener {
  const temporary = address === '*' ? makeTemporaryDirectory() : undefined
  const name = temporary === undefined ? address : join(temporary, 'socket')
  const endpoint = `ipc://${name}`
  const path = pathOrBindError(name)
  const isNamed = temporary === undefined && !path.startsWith('\0') && process.platform !== 'win32'
  const bind = isNamed ? bindNamed : bindPath
  const listening = bind(path, options.backlog, handlers, endpoint)
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

/** Binds under a name of its own, which then takes the place of the path, and of what was there. */
function bindNamed(
  path: string,
  backlog: number,
  handlers: ListenHandlers,
  endpoint: string,
): Listening {
  const temporary = nameBeside(path)
  const listening = bindPath(temporary, backlog, handlers, endpoint)
  try {
    renameSync(temporary, path)
    return listening
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
  handlers: ListenHandlers,
  endpoint: string,
): Listening {
  const ends = ipcEnds(endpoint, UNNAMED)
  try {
    return listenOnPath(path, backlog, {
      accepted: (socket, reading) => handlers.accepted(new NetStream(socket, reading, ends)),
      acceptFailed: error => handlers.acceptFailed(error),
    })
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
  dialer({ address, text }) {
    ipcPath(address, text)
    return (_options, _clock, handlers) => dialIpc(address, handlers)
  },
  namesFailedBind: true,
  heedsRefusal: false,
  takesProxy: false,
}
