// Differences of REQ, REP, DEALER and ROUTER that are meant.
import {
  doneAt,
  hasNamesakes,
  haveMet,
  socketsOf,
  isOf,
  meetings,
  lastUndoing,
  messagesIn,
  messagesOfBoth,
  movedAt,
  optionsOf,
  places,
  type Rule,
  senderOf,
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
      const { program } = difference
      const deaf = socketsThatDiffer(difference).filter(
        socket =>
          isOf(difference, socket, 'Reply') &&
          hasNamesakes(difference, socket) &&
          movedAt(difference, socket).lost.length === 0,
      )
      return socketsThatDiffer(difference).every(socket => {
        const { lost, won } = movedAt(difference, socket)
        return (
          deaf.includes(socket) ||
          (deaf.some(reply => haveMet(difference, reply, socket)) &&
            [...lost, ...won].every(message => deaf.includes(senderOf(program, message))))
        )
      })
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
  {
    reason:
      'libzmq: a REQ whose reply has no empty part ends the connection, for ever if it has made it. Ours takes no notice of the reply.',
    explains: difference => {
      const { program, native, ours } = difference
      const first = native.findIndex((line, at) => line !== ours[at])
      const victims = program.calls.slice(0, first).flatMap(call => {
        if (call.do !== 'send' || !isOf(difference, call.socket, 'Router')) return []
        const [name, ...parts] = call.parts
        return parts.includes('')
          ? []
          : socketsOf(program).filter(
              socket =>
                isOf(difference, socket, 'Request') &&
                optionsOf(difference, socket).routingId === name &&
                haveMet(difference, socket, call.socket),
            )
      })
      const others = [...new Set(socketsThatDiffer(difference))].filter(
        socket => !victims.includes(socket),
      )
      const moved = others.map(socket => movedAt(difference, socket))
      const won = moved.flatMap(each => each.won)
      const lost = moved.flatMap(each => each.lost)
      return (
        victims.length > 0 &&
        others.every(socket => victims.some(victim => haveMet(difference, socket, victim))) &&
        [...lost, ...won].every(message => victims.includes(senderOf(program, message))) &&
        // Ours asks the same peer again; where it still waits, libzmq's asks another.
        lost.every(message => won.includes(message) || ours[sendingOf(program, message)] !== 'ok')
      )
    },
  },
  {
    reason:
      'libzmq: a ROUTER that has connected calls whoever binds there next by the name of the first (its source has a TODO). Ours ' +
      'goes by the name that the peer has now.',
    explains: difference => {
      const { program } = difference
      const routers = program.transports.flatMap((_, endpoint) => {
        const done = doneAt(difference, endpoint)
        const names = done.flatMap(call =>
          call.do === 'bind' ? (optionsOf(difference, call.socket).routingId ?? '') : [],
        )
        return done.flatMap(call =>
          call.do === 'connect' &&
          isOf(difference, call.socket, 'Router') &&
          new Set(names).size > 1
            ? { socket: call.socket, names }
            : [],
        )
      })
      return socketsThatDiffer(difference).every(socket => {
        const { lost, won } = movedAt(difference, socket)
        // Its own messages are the same, from peers that are called otherwise.
        if (routers.some(router => router.socket === socket)) return lost.length + won.length === 0
        return (
          lost.length + won.length > 0 &&
          [...lost, ...won].every(message => {
            const call = program.calls[sendingOf(program, message)]
            return routers.some(
              router =>
                router.socket === call?.socket &&
                (call.do === 'reply' ||
                  (call.do === 'send' && router.names.includes(call.parts[0] ?? ''))),
            )
          })
        )
      })
    },
  },
  {
    reason:
      'libzmq: the name of a peer that comes again to a ROUTER or REP that has connected has its turn to be read as a message has: the ' +
      'next message is that of another peer. Ours reads this one.',
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const [theirs, own] = messagesOfBoth(difference, socket)
        const { lost, won } = movedAt(difference, socket)
        const connects = meetings(difference).filter(({ connecter }) => connecter === socket)
        const hasTwo =
          new Set(connects.map(({ binder, endpoint }) => `${binder} ${endpoint}`)).size <
          connects.length
        const senderOfThis = (message: string): number => senderOf(difference.program, message)
        const byPeer = (messages: readonly string[]): string =>
          messages.toSorted((a, b) => senderOfThis(a) - senderOfThis(b)).join(' ')
        return (
          isOf(difference, socket, 'Router', 'Reply') &&
          lost.length + won.length === 0 &&
          // Two connections of one peer are two turns.
          (byPeer(theirs) === byPeer(own) || hasTwo) &&
          meetings(difference).some(
            ({ connecter, endpoint }) =>
              connecter === socket &&
              doneAt(difference, endpoint).filter(call => call.do === 'bind').length > 1,
          )
        )
      }),
  },
  {
    reason:
      'libzmq: a ROUTER or REP that was asked whether it is readable and holds a message does not hear that the rest of a connection ' +
      'which it unbinds is read: it stays, and what its peer sends there is lost. Ours ends at once.',
    explains: difference => {
      const { program } = difference
      const moved = socketsThatDiffer(difference).map(socket => movedAt(difference, socket))
      const won = moved.flatMap(each => each.won)
      return (
        won.length > 0 &&
        moved.every(each => each.lost.length === 0) &&
        won.every(message => {
          const sender = senderOf(program, message)
          return socketsOf(program).some(holder => {
            const unbind = program.calls.findIndex(
              call => call.do === 'unbind' && call.socket === holder,
            )
            return (
              isOf(difference, holder, 'Router', 'Reply') &&
              haveMet(difference, holder, sender) &&
              unbind >= 0 &&
              sendingOf(program, message) > unbind
            )
          })
        })
      )
    },
  },
  {
    reason:
      'libzmq: a connection whose name was handed over is not read, and so does not hear that its peer has gone, and does not come ' +
      'again. Ours comes again, and has its turn.',
    explains: difference => {
      const { program, native, ours } = difference
      const routers = program.transports.flatMap((_, endpoint) => {
        const done = doneAt(difference, endpoint)
        const binds = done.filter(call => call.do === 'bind')
        const again = binds.findIndex((bind, at) => binds[at - 1]?.socket === bind.socket)
        const connects = done.filter(
          ({ do: what, socket }) =>
            what === 'connect' &&
            isOf(difference, socket, 'Router') &&
            optionsOf(difference, socket).handover === true,
        )
        return connects.some(
          ({ socket }, at) => connects.findIndex(call => call.socket === socket) < at,
        ) && binds[again] !== undefined
          ? connects.map(({ socket }) => ({
              socket,
              peer: binds[again]?.socket,
              from: binds[again]?.at ?? 0,
            }))
          : []
      })
      const isLater = (at: number, to?: number): boolean =>
        routers.some(
          ({ socket, peer, from }) =>
            program.calls[at]?.socket === peer && at > from && (to === undefined || socket === to),
        )
      return native.every((line, at) => {
        if (line === ours[at]) return true
        if (line === 'EAGAIN' && ours[at] === 'ok') return isLater(at)
        const socket = program.calls[at]?.socket ?? at - program.calls.length
        const { lost, won } = movedAt(difference, socket)
        const moved = [...lost, ...won]
        return (
          moved.length > 0 && moved.every(message => isLater(sendingOf(program, message), socket))
        )
      })
    },
  },
]
