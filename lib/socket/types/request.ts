// REQ (RFC 28): asks and waits for the answer.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { Readable } from './readable.js'
import type { Asking, Identified, Probing, SocketOptions } from '../options/socket-properties.js'
import type { Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Request extends Writable, Readable, Identified, Probing, Asking {}

/** Sends one request at a time, to one peer after the other, and receives its reply. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Request extends Socket {
  constructor(options?: SocketOptions<Request>) {
    super(SOCKET_TYPES.REQ.number, options)
  }
}

defineOptions(Request, 'REQ')
