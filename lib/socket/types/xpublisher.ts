// XPUB (RFC 29): a PUB that sees who subscribes.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import { OPTIONS } from '../../options.js'
import type { Readable } from './readable.js'
import type {
  Matching,
  Publishing,
  SocketOptions,
  Welcoming,
} from '../options/socket-properties.js'
import type { Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface XPublisher extends Writable, Readable, Matching, Publishing, Welcoming {}

/** As Publisher; it also receives subscriptions, as an octet 1 or 0 and the topic. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class XPublisher extends Socket {
  constructor(options?: SocketOptions<XPublisher>) {
    super(SOCKET_TYPES.XPUB.number, options)
  }

  /** Which subscriptions are received: null the first and last of each topic, or all; write-only. */
  set verbosity(value: 'allSubs' | 'allSubsUnsubs' | null) {
    if (value === 'allSubsUnsubs') this.setBoolOption(OPTIONS.XPUB_VERBOSER, true)
    else this.setBoolOption(OPTIONS.XPUB_VERBOSE, value === 'allSubs')
  }
}

defineOptions(XPublisher, 'XPUB')
