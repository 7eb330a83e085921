// XSUB (RFC 29): a SUB that subscribes by messages.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { Readable } from './readable.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface XSubscriber extends Writable, Readable {}

/** Receives all that its peers send; subscribes by sending an octet 1 or 0 and the topic. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class XSubscriber extends Socket {
  constructor(options?: SocketOptions<XSubscriber>) {
    super(SOCKET_TYPES.XSUB.number, options)
  }
}

defineOptions(XSubscriber, 'XSUB')
