// Differences of PUSH, PULL and PAIR that are meant.
import type { Program } from '../program.js'
import type { Difference } from '../search.js'
import {
  doneAt,
  haveMet,
  isOf,
  lastUndoing,
  meetings,
  messagesOfBoth,
  movedAt,
  optionsOf,
  places,
  type Rule,
  senderOf,
  sendingOf,
  sentBy,
  socketsThatDiffer,
  without,
} from './facts.js'

export const PIPELINE_RULES: readonly Rule[] = [
  {
    reason:
      'libzmq: a PAIR that undoes its connect to an inproc name which nobody has bound keeps the waiting pipe, ' +
      'and has no room for a peer until somebody binds the name. Ours has it at once.',
    explains: ({ program }) => {
      const calls = places(program)
      return calls.some(({ do: what, socket, endpoint, isPair }, at) => {
        const before = calls.slice(0, at).filter(call => call.endpoint === endpoint)
        return (
          isPair &&
          (what === 'disconnect' || what === 'unbind') &&
          program.transports[endpoint] === 'inproc' &&
          before.some(call => call.do === 'connect' && call.socket === socket) &&
          !before.some(call => call.do === 'bind')
        )
      })
    },
  },
  {
    reason:
      'libzmq: a PAIR that meets itself over inproc is still busy with that when the next one that waits for its ' +
      'name is accepted, and turns it away. Ours is done with itself first.',
    explains: difference => {
      const { program } = difference
      const calls = places(program).filter(
        ({ endpoint, isPair }) => isPair && program.transports[endpoint] === 'inproc',
      )
      return calls.some(
        bind =>
          bind.do === 'bind' &&
          isOnlyAt(difference, bind.endpoint) &&
          calls.some(
            ({ do: what, socket, endpoint }) =>
              what === 'connect' && socket === bind.socket && endpoint === bind.endpoint,
          ) &&
          calls.some(
            ({ do: what, socket, endpoint }) =>
              what === 'connect' && socket !== bind.socket && endpoint === bind.endpoint,
          ),
      )
    },
  },
  {
    reason:
      'libzmq: a PAIR is mute towards the next peer while something of the last one is unread, and mostly for ever. ' +
      'Ours talks with the next.',
    explains: ({ program: { calls }, native, ours }) =>
      calls.some(
        (call, at) =>
          call.do === 'send' &&
          native[at] === 'EAGAIN' &&
          ours[at] === 'ok' &&
          calls.some(
            each => each.do === 'open' && each.socket === call.socket && each.type === 'Pair',
          ) &&
          calls.slice(0, at).some(each => /^(?:disconnect|unbind|close)$/.test(each.do)),
      ),
  },
  {
    reason:
      'libzmq: a PAIR whose inproc name was connected to by a PAIR that has its peer is busy with that refusal when it ' +
      'connects itself, and has no peer then. Ours is not told of such a connect.',
    explains: difference => {
      const { program } = difference
      const calls = places(program).filter(
        ({ endpoint, isPair }) => isPair && program.transports[endpoint] === 'inproc',
      )
      const connects = calls.filter(call => call.do === 'connect')
      return calls.some(
        bind =>
          bind.do === 'bind' &&
          isOnlyAt(difference, bind.endpoint) &&
          connects.some(({ socket }) => socket === bind.socket) &&
          connects.some(
            ({ socket, endpoint }) =>
              endpoint === bind.endpoint &&
              connects.filter(other => other.socket === socket).length > 1,
          ),
      )
    },
  },
  {
    reason:
      'libzmq drops at an unbind what is beyond the mark of its receiver, and what is sent there until it binds again. Ours keeps ' +
      'all that it has read, and the rest is sent again.',
    explains: difference => {
      const { program, native } = difference
      return socketsThatDiffer(difference).every(socket => {
        const undone = lastUndoing(difference, socket)
        const again = program.calls.findLastIndex(
          (call, at) => call.do === 'bind' && call.socket === socket && native[at] === 'ok',
        )
        const [theirs, own] = messagesOfBoth(difference, socket)
        const more = without(own, theirs)
        return (
          (optionsOf(difference, socket).receiveHighWaterMark ?? 1000) < 1000 &&
          more.length > 0 &&
          without(theirs, own).length === 0 &&
          more.every(
            message =>
              sendingOf(program, message) < undone ||
              (again > undone &&
                sendingOf(program, message) < again &&
                haveMet(difference, socket, senderOf(program, message))),
          )
        )
      })
    },
  },
  {
    reason:
      'libzmq: a PAIR that has its peer and connects to an inproc name is turned away, but waits for the name all the same: who ' +
      'binds it is busy with that refusal when the next that waits is accepted, and turns it away. Ours has never waited.',
    explains: difference => {
      const { program, native, ours } = difference
      const waiting = program.transports.flatMap((transport, endpoint) => {
        const done = doneAt(difference, endpoint)
        const bind = done.findIndex(call => call.do === 'bind')
        const early = done.slice(0, Math.max(bind, 0)).filter(call => call.do === 'connect')
        const isPair = [...early, ...done.slice(bind, bind + 1)].every(({ socket }) =>
          isOf(difference, socket, 'Pair'),
        )
        const first = early.findIndex(({ socket, at }) =>
          meetings(difference).some(
            ({ binder, connecter, endpoint: elsewhere }) =>
              elsewhere !== endpoint &&
              (binder === socket || connecter === socket) &&
              doneAt(difference, elsewhere).some(call => call.do === 'connect' && call.at < at),
          ),
        )
        return transport === 'inproc' && isPair && first >= 0
          ? [...early.slice(first + 1), ...done.slice(bind, bind + 1)].map(call => call.socket)
          : []
      })
      return (
        socketsThatDiffer(difference).every(
          socket => waiting.includes(socket) && movedAt(difference, socket).lost.length === 0,
        ) &&
        native.every(
          (line, at) => line === ours[at] || line === 'EAGAIN' || program.calls[at] === undefined,
        )
      )
    },
  },
  {
    reason:
      'libzmq: an inproc connect that was undone before its name was bound waits for the bind all the same, and has a place in ' +
      'the turn of who binds until that hears of it: another of them moves there. Ours is gone.',
    explains: difference => {
      const { program } = difference
      const moved = socketsThatDiffer(difference).map(socket => movedAt(difference, socket))
      const lost = moved.flatMap(each => each.lost).toSorted()
      const won = moved.flatMap(each => each.won).toSorted()
      const binds = program.transports.flatMap((transport, endpoint) => {
        const done = doneAt(difference, endpoint)
        const bind = done.findIndex(call => call.do === 'bind')
        const early = done.slice(0, Math.max(bind, 0))
        const isUndone = early.some(
          (connect, at) =>
            connect.do === 'connect' &&
            early
              .slice(at)
              .some(
                call => /^(?:unbind|disconnect)$/.test(call.do) && call.socket === connect.socket,
              ),
        )
        return transport === 'inproc' && isUndone ? (done[bind] ?? []) : []
      })
      return (
        lost.length + won.length > 0 &&
        [...lost, ...won].every(message =>
          binds.some(({ socket, endpoint, at }) => {
            const isWithItself = doneAt(difference, endpoint).some(
              call => call.do === 'connect' && call.socket === socket,
            )
            return (
              senderOf(program, message) === socket &&
              sendingOf(program, message) > at &&
              // What a PUSH sends itself nobody sees.
              (lost.join(' ') === won.join(' ') ||
                (isWithItself && isOf(difference, socket, 'Push')))
            )
          }),
        )
      )
    },
  },
  {
    reason:
      'libzmq: one that is at its mark and hears over ipc that its peer has gone reads no more of that connection: what is in it ' +
      'is lost. Ours reads all that was sent.',
    explains: difference => {
      const { program } = difference
      return socketsThatDiffer(difference).every(socket => {
        const { lost, won } = movedAt(difference, socket)
        const [, own] = messagesOfBoth(difference, socket)
        return (
          (optionsOf(difference, socket).receiveHighWaterMark || 1000) < 1000 &&
          won.length > 0 &&
          lost.length === 0 &&
          [...new Set(won.map(message => senderOf(program, message)))].every(sender => {
            const end = program.calls.findLastIndex(
              call => /^(?:unbind|disconnect|close)$/.test(call.do) && call.socket === sender,
            )
            return (
              meetings(difference).some(
                ({ binder, connecter, transport }) =>
                  transport === 'ipc' &&
                  ((binder === socket && connecter === sender) ||
                    (binder === sender && connecter === socket)),
              ) &&
              sentBy(program, sender, won).every(message => sendingOf(program, message) < end) &&
              sentBy(program, sender, own)
                .filter(message => sendingOf(program, message) < end)
                .join(' ')
                .endsWith(sentBy(program, sender, won).join(' '))
            )
          })
        )
      })
    },
  },
  {
    reason:
      'libzmq: a sender whose mark is made smaller has less room than that, or none: what was taken counts until half of the old ' +
      'mark has been. Ours counts what is there.',
    explains: difference =>
      isByMark(difference, at => {
        const { program, native, ours } = difference
        const call = program.calls[at]
        return (
          (call?.do === 'send' || call?.do === 'reply') &&
          native[at] === 'EAGAIN' &&
          ours[at] === 'ok' &&
          hasNewMark(program, call.socket, at)
        )
      }),
  },
  {
    reason:
      'libzmq: a mark that is set while an inproc connect waits for its name counts 1000 more, for an option that nobody has set. ' +
      'Ours counts as it says.',
    explains: difference =>
      isByMark(difference, at => {
        const { program, native, ours } = difference
        const call = program.calls[at]
        return (
          call?.do === 'send' &&
          native[at] === 'ok' &&
          ours[at] === 'EAGAIN' &&
          hasNewMark(program, call.socket, at) &&
          program.calls
            .slice(0, at)
            .some(
              each =>
                each.do === 'connect' &&
                each.socket === call.socket &&
                program.transports[each.endpoint] === 'inproc' &&
                !doneAt(difference, each.endpoint).some(bind => bind.do === 'bind' && bind.at < at),
            )
        )
      }),
  },
]

/** True if all that differs is at sockets of one endpoint, and nothing is missing there. */
function isOnlyAt(difference: Difference, endpoint: number): boolean {
  return socketsThatDiffer(difference).every(
    socket =>
      doneAt(difference, endpoint).some(call => call.socket === socket) &&
      movedAt(difference, socket).lost.length === 0,
  )
}

/** True if some sends differ as told, and nothing else does but that those messages arrive or do not. */
function isByMark(difference: Difference, isSend: (at: number) => boolean): boolean {
  const { program, native, ours } = difference
  const { calls } = program
  const differing = native.flatMap((line, at) => (line === ours[at] ? [] : at))
  const sends = differing.filter(isSend)
  return (
    sends.length > 0 &&
    differing.every(at => {
      const socket = calls[at]?.socket ?? at - calls.length
      const { lost, won } = movedAt(difference, socket)
      const moved = [...lost, ...won]
      return (
        sends.includes(at) ||
        ((calls[at] === undefined || calls[at].do === 'receive') &&
          moved.length > 0 &&
          moved.every(message => sends.includes(sendingOf(program, message))))
      )
    })
  )
}

/** True if a socket was given another send mark before a call. */
function hasNewMark({ calls }: Program, socket: number, before: number): boolean {
  return calls
    .slice(0, before)
    .some(
      call =>
        call.do === 'set' && call.socket === socket && call.set.sendHighWaterMark !== undefined,
    )
}
