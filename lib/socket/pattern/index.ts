// Which pattern each socket type follows.
import type { AnyTypeName } from '../../engine.js'
import { DealerPattern } from './dealer.js'
import { DgramPattern } from './dgram.js'
import { DishPattern } from './dish.js'
import { Exclusive } from './exclusive.js'
import { FairQueue } from './fair-queue.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { PublishPattern } from './publish.js'
import { RadioPattern } from './radio.js'
import { ReplyPattern } from './reply.js'
import { RequestPattern } from './request.js'
import { RoundRobin } from './round-robin.js'
import { RouterPattern } from './router.js'
import { ServerPattern } from './server.js'
import { ChannelPattern, ClientPattern, SingleFairQueue } from './single.js'
import { StreamPattern } from './stream.js'
import { SubscribePattern } from './subscribe.js'

/** Makes the pattern of a socket with these options, which change under it. */
export type PatternMaker = (options: PatternOptions, random: () => number) => Pattern

const PATTERNS: Readonly<Record<AnyTypeName, PatternMaker>> = {
  PAIR: () => new Exclusive(),
  PUB: options => new PublishPattern(options),
  SUB: options => new SubscribePattern(options, false),
  REQ: (options, random) => new RequestPattern(options, random),
  REP: () => new ReplyPattern(),
  DEALER: options => new DealerPattern(options),
  ROUTER: (options, random) => new RouterPattern(options, random),
  PULL: () => new FairQueue(),
  PUSH: () => new RoundRobin(),
  XPUB: options => new PublishPattern(options, true),
  XSUB: options => new SubscribePattern(options, true),
  STREAM: (_options, random) => new StreamPattern(random),
  SERVER: (_options, random) => new ServerPattern(random),
  CLIENT: options => new ClientPattern(options),
  RADIO: options => new RadioPattern(options),
  DISH: () => new DishPattern(),
  GATHER: () => new SingleFairQueue(),
  SCATTER: () => new RoundRobin(),
  DGRAM: () => new DgramPattern(),
  PEER: (_options, random) => new ServerPattern(random),
  CHANNEL: () => new ChannelPattern(),
}

/** What makes the pattern of a socket type. */
export function patternFor(type: AnyTypeName): PatternMaker {
  return PATTERNS[type]
}
