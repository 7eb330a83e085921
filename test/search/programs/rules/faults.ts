// What no rule excuses: a message that comes twice, and one that overtakes another on its way.
import type { Difference } from '../search.js'
import {
  doneAt,
  isOf,
  meetings,
  messagesIn,
  messagesOfBoth,
  senderOf,
  sentBy,
  socketsOf,
  socketsThatDiffer,
  without,
} from './facts.js'

/** True if ours gives a message twice where each goes to one peer, and libzmq does not. */
export function hasRepeated(difference: Difference): boolean {
  const { program, native, ours } = difference
  const [theirs, own] = [native, ours].map(results =>
    socketsOf(program)
      .flatMap(socket => messagesIn(program, results, socket))
      .filter(message => !isOf(difference, senderOf(program, message), 'Publisher', 'XPublisher')),
  ) as [string[], string[]]
  return without(repeatedIn(own), repeatedIn(theirs)).length > 0
}

/** True if ours gives what came over one and only connection in another order than it was sent, and libzmq does not. */
export function hasReordered(difference: Difference): boolean {
  const { program } = difference
  return socketsThatDiffer(difference).some(socket =>
    socketsOf(program).some(sender => {
      const between = meetings(difference).filter(
        ({ binder, connecter }) =>
          (binder === sender && connecter === socket) ||
          (binder === socket && connecter === sender),
      )
      const [only] = between
      if (sender === socket || only === undefined || between.length > 1) return false
      const binds = doneAt(difference, only.endpoint).filter(call => call.do === 'bind')
      const [theirs, own] = messagesOfBoth(difference, socket).map(messages =>
        isInOrder(sentBy(program, sender, messages)),
      )
      return binds.length === 1 && theirs === true && own === false
    }),
  )
}

const repeatedIn = (messages: readonly string[]): string[] =>
  without(messages, [...new Set(messages)])

/** Messages are numbered as they are sent. */
const isInOrder = (messages: readonly string[]): boolean =>
  messages.every((message, at) => at === 0 || numberOf(messages[at - 1]) <= numberOf(message))

const numberOf = (message = 'm0'): number => Number(message.slice(1))
