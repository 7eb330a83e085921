// What the drafts have in common: messages of one part (RFC 41, 49, 51, 52), on policies that know nothing of it.
// What comes in more parts is no message for them.
import type { Message } from '../message.js'
import { DealerPattern } from './dealer.js'
import { Exclusive } from './exclusive.js'
import { FairQueue } from './fair-queue.js'

/** The next message of one part. */
function nextSingle(receive: () => Message | undefined): Message | undefined {
  let message = receive()
  while (message !== undefined && message.length > 1) message = receive()
  return message
}

/** GATHER (RFC 49): in by fair queueing. */
export class SingleFairQueue extends FairQueue {
  override receive(): Message | undefined {
    return nextSingle(() => super.receive())
  }
}

/** CLIENT (RFC 41): out in turn, in by fair queueing. */
export class ClientPattern extends DealerPattern {
  override receive(): Message | undefined {
    return nextSingle(() => super.receive())
  }
}

/** CHANNEL (RFC 52): one peer. */
export class ChannelPattern extends Exclusive {
  override receive(): Message | undefined {
    return nextSingle(() => super.receive())
  }
}
