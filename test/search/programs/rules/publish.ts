// Differences of PUB, SUB, XPUB and XSUB that are meant.
import {
  hasMessages,
  haveMet,
  isOf,
  lastUndoing,
  meetings,
  messagesOfBoth,
  optionsOf,
  type Rule,
  socketsOf,
  socketsThatDiffer,
  textsIn,
  toldIn,
  typeOf,
  without,
} from './facts.js'
import type { Difference } from '../search.js'

export const PUBLISH_RULES: readonly Rule[] = [
  {
    reason:
      'libzmq compares no types over inproc: what a subscriber that meets another tells it of its subscriptions is ' +
      'taken for messages, which are not those of other transports.',
    explains: difference => {
      const isSubscriber = (socket: number): boolean =>
        isOf(difference, socket, 'Subscriber', 'XSubscriber')
      return socketsThatDiffer(difference).every(socket => {
        const [theirs, own] = messagesOfBoth(difference, socket)
        return (
          meetings(difference).some(
            ({ binder, connecter, transport }) =>
              transport === 'inproc' &&
              isSubscriber(binder) &&
              isSubscriber(connecter) &&
              (binder === socket || connecter === socket),
          ) && without(theirs, own).length + without(own, theirs).length === 0
        )
      })
    },
  },
  {
    reason:
      'libzmq tells an XPUB that comes later of all topics in the order in which its tree has them, ours in that of ' +
      'the subscriptions.',
    explains: difference => {
      const differing = socketsThatDiffer(difference)
      return differing.every(
        socket =>
          typeOf(difference, socket) === 'XPublisher' &&
          !hasMessages(difference, socket) &&
          toldIn(difference.program, difference.native, socket).join(' ') ===
            toldIn(difference.program, difference.ours, socket).join(' '),
      )
    },
  },
  {
    reason:
      'libzmq: subscriptions wait as messages do. What a subscriber that connected where nobody is takes back, by an ' +
      'unsubscribe, a disconnect or its end, an XPUB that comes later hears come and go. Ours tells what there is.',
    explains: difference => {
      const { program, native, ours } = difference
      const hasTakenBack = program.calls.some(
        (back, at) =>
          (/^(?:unbind|disconnect|close|unsubscribe)$/.test(back.do) ||
            (back.do === 'send' && back.parts[0]?.startsWith('\\0'))) &&
          typeOf(difference, back.socket).endsWith('Subscriber') &&
          program.calls
            .slice(0, at)
            .some(call => call.do === 'connect' && call.socket === back.socket),
      )
      return (
        hasTakenBack &&
        socketsThatDiffer(difference).every(socket => {
          const [theirs, own] = [native, ours].map(results =>
            toldIn(program, results, socket).filter(text => text !== 'EAGAIN'),
          ) as [string[], string[]]
          const more = without(theirs, own)
          return (
            typeOf(difference, socket) === 'XPublisher' &&
            !hasMessages(difference, socket) &&
            without(own, theirs).length === 0 &&
            more.every(text =>
              more.includes(text.replace(/^\\[01]/, octet => (octet === '\\0' ? '\\1' : '\\0'))),
            )
          )
        })
      )
    },
  },
  {
    reason:
      'What a subscriber has subscribed to twice it tells a publisher that comes later twice, for publishers may count ' +
      "(RFC 23); libzmq's tells it once.",
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const [native, ours] = [difference.native, difference.ours].map(results =>
          toldIn(difference.program, results, socket),
        ) as [string[], string[]]
        return (
          typeOf(difference, socket) === 'XPublisher' &&
          !hasMessages(difference, socket) &&
          ours.length > native.length &&
          ours.every(text => native.includes(text)) &&
          native.every(text => ours.includes(text))
        )
      }),
  },
  {
    reason:
      'libzmq: an XSUB that tells a publisher that comes of its subscriptions drops those beyond its send mark, and is not ' +
      'sent what they ask for. Ours tells all.',
    explains: difference => {
      const { program, native, ours } = difference
      const hasDropped = (socket: number): boolean => {
        const subscribed = program.calls.flatMap(call =>
          call.do === 'send' && call.socket === socket ? (call.parts[0] ?? '') : [],
        )
        const topics = new Set(subscribed.filter(part => part.startsWith('\\1')))
        return (
          isOf(difference, socket, 'XSubscriber') &&
          topics.size > (optionsOf(difference, socket).sendHighWaterMark || Infinity)
        )
      }
      return socketsThatDiffer(difference).every(
        socket =>
          (hasDropped(socket) ||
            meetings(difference).some(
              ({ binder, connecter }) =>
                isOf(difference, socket, 'XPublisher') &&
                ((binder === socket && hasDropped(connecter)) ||
                  (connecter === socket && hasDropped(binder))),
            )) &&
          without(toldIn(program, native, socket), toldIn(program, ours, socket)).length === 0,
      )
    },
  },
  {
    reason:
      'libzmq: a connection that an XPUB or its subscriber has undone ends, and takes its subscriptions back, only when the subscriber has ' +
      'read what came before, and no longer holds any of it because it was asked whether it is readable. Ours tells the XPUB at once.',
    explains: difference => {
      const { program } = difference
      return socketsThatDiffer(difference).every(socket => {
        const { theirs, own } = saidBy(difference, socket)
        const hasUndone = (one: number): boolean => lastUndoing(difference, one) >= 0
        return (
          isOf(difference, socket, 'XPublisher') &&
          !hasMessages(difference, socket) &&
          theirs.filter(isKept).join(' ') === own.filter(isKept).join(' ') &&
          theirs.toSorted().join(' ') === own.toSorted().join(' ') &&
          (hasUndone(socket) ||
            socketsOf(program).some(peer => haveMet(difference, peer, socket) && hasUndone(peer)))
        )
      })
    },
  },
  {
    reason:
      'An XPUB that binds where it and a subscriber have connected is refused by itself, which ends what it was subscribed to there before, ' +
      "and is subscribed to again: it hears of both if the end comes first. libzmq's ends take longer than ours.",
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const { theirs, own } = saidBy(difference, socket)
        const more = without(own, theirs)
        const ofTopics = (octet: string): string =>
          more
            .flatMap(text => (text.startsWith(octet) ? text.slice(2) : []))
            .toSorted()
            .join(' ')
        const connecters = meetings(difference).flatMap(({ binder, connecter, transport }) =>
          binder === socket && transport !== 'inproc' ? connecter : [],
        )
        return (
          isOf(difference, socket, 'XPublisher') &&
          !hasMessages(difference, socket) &&
          connecters.includes(socket) &&
          connecters.some(peer => isOf(difference, peer, 'Subscriber', 'XSubscriber')) &&
          more.length > 0 &&
          without(theirs, own).length === 0 &&
          ofTopics('\\0') === ofTopics('\\1')
        )
      }),
  },
]

const isKept = (text: string): boolean => !text.startsWith('\\0')

/** What a socket said on libzmq and on ours, but for that it had nothing. */
function saidBy({ program, native, ours }: Difference, socket: number) {
  const of = (results: readonly string[]): string[] =>
    textsIn(program, results, socket).filter(text => text !== 'EAGAIN')
  return { theirs: of(native), own: of(ours) }
}
