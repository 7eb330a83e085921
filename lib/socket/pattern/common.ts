// Which pattern the nine socket types follow that a page has as well (browser/patterns.ts).
import { DealerPattern } from './dealer.js'
import { Exclusive } from './exclusive.js'
import { FairQueue } from './fair-queue.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { PublishPattern } from './publish.js'
import { ReplyPattern } from './reply.js'
import { RequestPattern } from './request.js'
import { RoundRobin } from './round-robin.js'
import { RouterPattern } from './router.js'
import { SubscribePattern } from './subscribe.js'

/** Makes the pattern of a socket with these options, which change under it. */
export type PatternMaker = (options: PatternOptions, random: () => number) => Pattern

/** By the names of their types. */
export const COMMON_PATTERNS = {
  PAIR: () => new Exclusive(),
  PUB: options => new PublishPattern(options),
  SUB: options => new SubscribePattern(options, false),
  REQ: (options, random) => new RequestPattern(options, random),
  REP: () => new ReplyPattern(),
  DEALER: options => new DealerPattern(options),
  ROUTER: (options, random) => new RouterPattern(options, random),
  PULL: () => new FairQueue(),
  PUSH: () => new RoundRobin(),
} satisfies Readonly<Record<string, PatternMaker>>
