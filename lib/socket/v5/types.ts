// The socket types by the names that zeromq.js 5 gives them; XREQ and XREP are what DEALER and ROUTER were called.
import { Dealer } from '../dealer.js'
import { Pair } from '../pair.js'
import { Publisher } from '../publisher.js'
import { Pull } from '../pull.js'
import { Push } from '../push.js'
import { Reply } from '../reply.js'
import { Request } from '../request.js'
import { Router } from '../router.js'
import { Stream } from '../stream.js'
import { Subscriber } from '../subscriber.js'
import { XPublisher } from '../xpublisher.js'
import { XSubscriber } from '../xsubscriber.js'

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
