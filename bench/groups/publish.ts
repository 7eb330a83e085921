// Publishing: messages a second from one PUB to all of its SUBs, which are together in a process of their own; and
// what it costs to find out that nobody wants a message.
import {
  calibrated,
  timeMatching,
  timePublishing,
  zeromqContenders,
  microseconds,
  perSecond,
} from '../stream.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'

const SIZE = 256

/** PUB to a number of SUBs over tcp, each message to all. */
export function publishing(setting: Setting): Group {
  const trials = (setting.isQuick ? [10] : [1, 10, 100]).flatMap(peers =>
    zeromqContenders(setting).map(contender =>
      calibrated(setting, {
        subject: peers === 1 ? '1 SUB' : `${peers} SUBs`,
        contender,
        firstCount: Math.ceil(20_000 / peers),
        time: (warmUp, count) => timePublishing(contender, SIZE, warmUp, count, peers),
        figure: perSecond,
      }),
    ),
  )
  return {
    name: 'publish',
    title: 'Messages of 256 B that a PUB gets to all of its SUBs, over tcp',
    unit: 'messages/s',
    isMoreBetter: true,
    trials,
  }
}

/** More take zeromq.js longer than a run may be: each is a message that its XPUB receives. */
const ZEROMQ_JS_MAX = 100_000

/** What it costs to publish a message that no subscription fits. */
export function subscriptions(setting: Setting): Group {
  const counts = setting.isQuick ? [10, 10_000] : [10, 1000, 100_000, 1_000_000]
  const trials = counts.flatMap(topics =>
    zeromqContenders(setting)
      .filter(({ name }) => name !== CONTENDERS.zeromqJs || topics <= ZEROMQ_JS_MAX)
      .map(contender =>
        calibrated(setting, {
          subject: `${topics} subscriptions`,
          contender,
          firstCount: 100_000,
          time: (warmUp, count) => timeMatching(contender, topics, warmUp, count),
          figure: microseconds,
        }),
      ),
  )
  return {
    name: 'subscriptions',
    title: 'Publishing a message that fits no subscription',
    unit: 'µs',
    isMoreBetter: false,
    trials,
  }
}
