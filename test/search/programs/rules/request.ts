// Differences of REQ, REP, DEALER and ROUTER that are meant.
import {
  hasNamesakes,
  isOf,
  meetings,
  lastUndoing,
  messagesIn,
  messagesOfBoth,
  optionsOf,
  places,
  type Rule,
  sendingOf,
  socketsThatDiffer,
  without,
} from './facts.js'

export const REQUEST_RULES: readonly Rule[] = [
  {
    reason:
      'libzmq: a ROUTER or REP that was asked whether it is readable holds the first part of a message, and loses the others ' +
      'at a disconnect, if it does not abort. Ours gives the message.',
    explains: difference => {
      const { program } = difference
      return socketsThatDiffer(difference).every(socket => {
        const undone = lastUndoing(difference, socket)
        const [theirs, own] = messagesOfBoth(difference, socket)
        const [held, ...others] = without(own, theirs)
        return (
          isOf(difference, socket, 'Router', 'Reply') &&
          held !== undefined &&
          sendingOf(program, held) < undone &&
          others.length + without(theirs, own).length === 0
        )
      })
    },
  },
  {
    reason:
      'libzmq: a relaxed REQ whose send finds no room has given up the request before it. Ours waits for its reply.',
    explains: difference => {
      const { program, native, ours } = difference
      return socketsThatDiffer(difference).every(socket => {
        const lines = native.flatMap((line, at) =>
          (program.calls[at]?.socket ?? at - program.calls.length) === socket ? { line, at } : [],
        )
        const sends = lines.filter(({ at }) => program.calls[at]?.do === 'send')
        const sent = sends.find(({ line }) => line === 'ok')?.at ?? Infinity
        const failed = sends.find(({ line, at }) => line === 'EAGAIN' && at > sent)?.at ?? Infinity
        return (
          optionsOf(difference, socket).relaxed === true &&
          lines.every(({ line, at }) => line === ours[at] || (at > failed && line.endsWith('EFSM')))
        )
      })
    },
  },
  {
    reason:
      'libzmq: a REP does not hear the second of two connections whose peers have one routing id. Ours answers both.',
    explains: difference => {
      const deaf = socketsThatDiffer(difference).filter(
        socket => isOf(difference, socket, 'Reply') && hasNamesakes(difference, socket),
      )
      return socketsThatDiffer(difference).every(socket =>
        deaf.some(
          reply =>
            reply === socket ||
            meetings(difference).some(
              ({ binder, connecter }) =>
                (binder === reply && connecter === socket) ||
                (binder === socket && connecter === reply),
            ),
        ),
      )
    },
  },
  {
    reason: 'libzmq drops what is unread of a peer whose name is handed over. Ours keeps it.',
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const [native, ours] = messagesOfBoth(difference, socket)
        return (
          optionsOf(difference, socket).handover === true &&
          hasNamesakes(difference, socket) &&
          without(native, ours).length === 0
        )
      }),
  },
  {
    reason:
      'libzmq: a REQ that was answered without the empty part is not spoken to again on this connection, and never if it has made it. ' +
      'Ours goes on.',
    explains: ({ program: { calls }, native, ours }) => {
      const first = native.findIndex((line, at) => line !== ours[at])
      return calls
        .slice(0, first)
        .some(
          call =>
            call.do === 'send' &&
            call.parts.length === 2 &&
            !call.parts.includes('') &&
            calls.some(
              opened =>
                opened.do === 'open' &&
                opened.type === 'Request' &&
                opened.set.routingId === call.parts[0],
            ),
        )
    },
  },
  {
    reason:
      'libzmq keeps a peer that has gone in its turn of those that are sent to, until the turn to be read comes to its end. Ours ' +
      'takes it out at once.',
    explains: difference => {
      const { program } = difference
      const gone = program.calls.findIndex(call => /^(?:unbind|disconnect|close)$/.test(call.do))
      const moved = socketsThatDiffer(difference).flatMap(socket => {
        const [theirs, own] = messagesOfBoth(difference, socket)
        return [...without(theirs, own), ...without(own, theirs)]
      })
      const sendings = moved.map(message => sendingOf(program, message))
      const senders = new Set(sendings.map(at => program.calls[at]?.socket ?? -1))
      const [sender = -1] = senders
      return (
        gone >= 0 &&
        moved.length > 0 &&
        senders.size === 1 &&
        isOf(difference, sender, 'Dealer') &&
        meetings(difference).filter(
          ({ binder, connecter }) => binder === sender || connecter === sender,
        ).length > 1 &&
        sendings.every(at => at > gone)
      )
    },
  },
  {
    reason:
      'Which end of its connection to itself is ready first says where a DEALER sends next: with libzmq the connecting end, ' +
      'with Node the other.',
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const [native, ours] = messagesOfBoth(difference, socket)
        return (
          isOf(difference, socket, 'Dealer') &&
          meetings(difference).some(
            ({ binder, connecter, transport }) =>
              binder === socket && connecter === socket && transport !== 'inproc',
          ) &&
          without(native, ours).length + without(ours, native).length === 0
        )
      }),
  },
  {
    reason:
      'libzmq: a REQ that waits for no reply does not read, and so not that its connections ended with its unbind: they stay, ' +
      'and their peers do not come to who binds next. Ours closes them.',
    explains: difference => {
      const { program, native, ours } = difference
      const first = native.findIndex((line, at) => line !== ours[at])
      const left = places(program).flatMap(({ do: what, socket, endpoint }) =>
        what === 'bind' &&
        isOf(difference, socket, 'Request') &&
        program.calls
          .slice(0, first)
          .some(
            (call, at) =>
              (call.do === 'unbind' || call.do === 'disconnect') &&
              call.socket === socket &&
              call.endpoint === endpoint &&
              native[at] === 'ok',
          )
          ? endpoint
          : [],
      )
      return socketsThatDiffer(difference).every(
        socket =>
          places(program).some(call => call.socket === socket && left.includes(call.endpoint)) &&
          without(messagesIn(program, native, socket), messagesIn(program, ours, socket)).length ===
            0,
      )
    },
  },
]
