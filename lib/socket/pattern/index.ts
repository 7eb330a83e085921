// Which pattern each socket type follows.
import type { AnyTypeName } from '../../engine.js'
import { COMMON_PATTERNS, type PatternMaker } from './common.js'
import { DgramPattern } from './dgram.js'
import { DishPattern } from './dish.js'
import { PublishPattern } from './publish.js'
import { RadioPattern } from './radio.js'
import { RoundRobin } from './round-robin.js'
import { ServerPattern } from './server.js'
import { ChannelPattern, ClientPattern, SingleFairQueue } from './single.js'
import { StreamPattern } from './stream.js'
import { SubscribePattern } from './subscribe.js'

const PATTERNS: Readonly<Record<AnyTypeName, PatternMaker>> = {
  ...COMMON_PATTERNS,
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
