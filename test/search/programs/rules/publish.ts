// Differences of PUB, SUB, XPUB and XSUB that are meant.
import {
  hasMessages,
  isOf,
  meetings,
  messagesOfBoth,
  optionsOf,
  type Rule,
  socketsThatDiffer,
  toldIn,
  typeOf,
  without,
} from './facts.js'

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
      'libzmq: subscriptions wait as messages do. A subscriber that connected where nobody is, and was closed or ' +
      'disconnected, lingers until it has told them: an XPUB that comes later hears them come and go. Ours is gone.',
    explains: difference => {
      const { calls } = difference.program
      const hasLeft = calls.some(
        (left, at) =>
          /^(?:unbind|disconnect|close)$/.test(left.do) &&
          typeOf(difference, left.socket).endsWith('Subscriber') &&
          calls.slice(0, at).some(call => call.do === 'connect' && call.socket === left.socket),
      )
      return (
        hasLeft &&
        socketsThatDiffer(difference).every(
          socket =>
            typeOf(difference, socket) === 'XPublisher' &&
            !hasMessages(difference, socket) &&
            toldIn(difference.program, difference.ours, socket).every(text =>
              toldIn(difference.program, difference.native, socket).includes(text),
            ),
        )
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
]
