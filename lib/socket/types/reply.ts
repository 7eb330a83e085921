// REP (RFC 28): takes requests and answers each.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { Readable } from './readable.js'
import type { Identified, SocketOptions } from '../options/socket-properties.js'
import type { Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Reply extends Writable, Readable, Identified {}

/** Receives one request at a time, and sends its reply to whoever asked. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Reply extends Socket {
  constructor(options?: SocketOptions<Reply>) {
    super(SOCKET_TYPES.REP.number, options)
  }
}

defineOptions(Reply, 'REP')
