// Differences of PUSH, PULL and PAIR that are meant.
import {
  places,
  type Rule,
  socketsThatDiffer,
  lastUndoing,
  messagesOfBoth,
  sendingOf,
  without,
  optionsOf,
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
    explains: ({ program }) => {
      const calls = places(program).filter(
        ({ endpoint, isPair }) => isPair && program.transports[endpoint] === 'inproc',
      )
      return calls.some(
        bind =>
          bind.do === 'bind' &&
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
    explains: ({ program }) => {
      const calls = places(program).filter(
        ({ endpoint, isPair }) => isPair && program.transports[endpoint] === 'inproc',
      )
      const connects = calls.filter(call => call.do === 'connect')
      return calls.some(
        bind =>
          bind.do === 'bind' &&
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
      'libzmq drops at an unbind what is beyond the mark of its receiver. Ours keeps all that it has read.',
    explains: difference => {
      const { program } = difference
      return socketsThatDiffer(difference).every(socket => {
        const undone = lastUndoing(difference, socket)
        const [theirs, own] = messagesOfBoth(difference, socket)
        const more = without(own, theirs)
        return (
          (optionsOf(difference, socket).receiveHighWaterMark ?? 1000) < 1000 &&
          more.length > 0 &&
          without(theirs, own).length === 0 &&
          more.every(message => sendingOf(program, message) < undone)
        )
      })
    },
  },
]
