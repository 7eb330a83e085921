// Which pattern each socket type of a browser follows: socket/pattern/index.ts without those that are not there.
import type { AnyTypeName } from '../engine.js'
import { DealerPattern } from '../socket/pattern/dealer.js'
import { Exclusive } from '../socket/pattern/exclusive.js'
import { FairQueue } from '../socket/pattern/fair-queue.js'
import type { PatternMaker } from '../socket/pattern/index.js'
import { PublishPattern } from '../socket/pattern/publish.js'
import { ReplyPattern } from '../socket/pattern/reply.js'
import { RequestPattern } from '../socket/pattern/request.js'
import { RoundRobin } from '../socket/pattern/round-robin.js'
import { RouterPattern } from '../socket/pattern/router.js'
import { SubscribePattern } from '../socket/pattern/subscribe.js'

const PATTERNS: Partial<Readonly<Record<AnyTypeName, PatternMaker>>> = {
  PAIR: () => new Exclusive(),
  PUB: options => new PublishPattern(options),
  SUB: options => new SubscribePattern(options, false),
  REQ: (options, random) => new RequestPattern(options, random),
  REP: () => new ReplyPattern(),
  DEALER: options => new DealerPattern(options),
  ROUTER: (options, random) => new RouterPattern(options, random),
  PULL: () => new FairQueue(),
  PUSH: () => new RoundRobin(),
}

/** What makes the pattern of a socket type. */
export function patternFor(type: AnyTypeName): PatternMaker {
  return PATTERNS[type] as PatternMaker
}
