// The socket types by the names that zeromq.js 5 gives them; XREQ and XREP are what DEALER and ROUTER were called.
import { Dealer } from '../types/dealer.js'
import { Pair } from '../types/pair.js'
import { Publisher } from '../types/publisher.js'
import { Pull } from '../types/pull.js'
import { Push } from '../types/push.js'
import { Reply } from '../types/reply.js'
import { Request } from '../types/request.js'
import { Router } from '../types/router.js'
import { Stream } from '../types/stream.js'
import { Subscriber } from '../types/subscriber.js'
import { XPublisher } from '../types/xpublisher.js'
import { XSubscriber } from '../types/xsubscriber.js'

/** The class of each. */
export const TYPES = {
  pair: Pair,
  req: Request,
  rep: Reply,
  pub: Publisher,
  sub: Subscriber,
  dealer: Dealer,
  xreq: Dealer,
  router: Router,
  xrep: Router,
  pull: Pull,
  push: Push,
  xpub: XPublisher,
  xsub: XSubscriber,
  stream: Stream,
} as const

/** A socket type by its name. */
export type SocketType = keyof typeof TYPES
