// Differences between libzmq and us that are meant: each a predicate with its reason. No rule, no excuse.
import type { Call, Program } from './program.js'
import type { Difference } from './search.js'

interface Rule {
  readonly reason: string
  readonly explains: (difference: Difference) => boolean
}

type Place = Extract<Call, { readonly endpoint: number }>

/** The calls that name an endpoint, with what is known at each: whether its socket is a PAIR. */
function places({ calls }: Program): (Place & { readonly isPair: boolean })[] {
  const pairs = new Set<number>()
  const found: (Place & { readonly isPair: boolean })[] = []
  for (const call of calls) {
    if (call.do === 'open') {
      if (call.type === 'Pair') pairs.add(call.socket)
      else pairs.delete(call.socket)
    } else if ('endpoint' in call) found.push({ ...call, isPair: pairs.has(call.socket) })
  }
  return found
}

const RULES: readonly Rule[] = [
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
      'Chance: of several connects that wait for one PAIR to bind over tcp or ipc, the one whose timer comes first ' +
      'becomes its peer.',
    explains: ({ program }) => {
      const calls = places(program)
      return calls.some(({ do: what, endpoint, isPair }, at) => {
        const waiting = calls
          .slice(0, at)
          .filter(call => call.do === 'connect' && call.endpoint === endpoint)
        return (
          isPair &&
          what === 'bind' &&
          program.transports[endpoint] !== 'inproc' &&
          waiting.length > 1
        )
      })
    },
  },
  {
    reason:
      'libzmq: a ROUTER or REP that was asked whether it is readable holds a message, which outlives the disconnect ' +
      'that drops all others. Ours drops this one, too.',
    explains: difference => {
      const { calls } = difference.program
      const holders = new Set<number>()
      for (const call of calls) {
        if (call.do === 'disconnect' || call.do === 'unbind') holders.add(call.socket)
      }
      const differing = socketsThatDiffer(difference)
      return differing.every(
        socket => holders.has(socket) && /^(?:Router|Reply)$/.test(typeOf(difference, socket)),
      )
    },
  },
  {
    reason:
      'libzmq: the old peer of a hand-over stays connected, mute, and what it sends is lost. Ours ends it, and the ' +
      'peer sends on the new connection.',
    explains: ({ program }) => program.calls.some(call => call.do === 'open' && call.set.handover),
  },
  {
    reason:
      'libzmq: a relaxed REQ whose send finds no room has given up the request before it. Ours waits for its reply.',
    explains: ({ program: { calls }, ours }) =>
      calls.some(
        (call, at) =>
          call.do === 'send' &&
          ours[at] === 'EAGAIN' &&
          calls.some(
            opened => opened.do === 'open' && opened.socket === call.socket && opened.set.relaxed,
          ),
      ),
  },
  {
    reason:
      'libzmq: a REP does not hear the second of two connections whose peers have one routing id. Ours answers both.',
    explains: ({ program: { calls } }) =>
      calls.some(call => call.do === 'open' && call.type === 'Reply') &&
      calls.some(call => call.do === 'open' && call.set.routingId !== undefined) &&
      calls.filter(call => call.do === 'connect').length > 1,
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
          toldIn(difference.program, difference.native, socket).join(' ') ===
            toldIn(difference.program, difference.ours, socket).join(' '),
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
          calls.some(each => each.do === 'open' && each.type === 'Pair') &&
          calls.slice(0, at).some(each => /^(?:disconnect|unbind|close)$/.test(each.do)),
      ),
  },
  {
    reason:
      'libzmq drops what comes after an unbind, while the link waits for what came before it to be read. Ours gives ' +
      'what its last read brought.',
    explains: difference => {
      const { calls } = difference.program
      const told = (results: readonly string[], socket: number): string[] =>
        toldIn(difference.program, results, socket)
      return socketsThatDiffer(difference).every(
        socket =>
          calls.some(call => /^(?:unbind|disconnect)$/.test(call.do) && call.socket === socket) &&
          told(difference.native, socket).every(text =>
            told(difference.ours, socket).includes(text),
          ),
      )
    },
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
      'libzmq compares no types over inproc: what a subscriber that meets another tells it of its subscriptions is ' +
      'taken for messages, which are not those of other transports.',
    explains: difference => {
      const { transports, calls } = difference.program
      const isSubscriber = (call: Call): boolean =>
        typeOf(difference, call.socket).endsWith('Subscriber')
      return transports.some(
        (transport, place) =>
          transport === 'inproc' &&
          (['bind', 'connect'] as const).every(what =>
            calls.some(call => call.do === what && call.endpoint === place && isSubscriber(call)),
          ),
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
            toldIn(difference.program, difference.ours, socket).every(text =>
              toldIn(difference.program, difference.native, socket).includes(text),
            ),
        )
      )
    },
  },
  {
    reason:
      'What an XSUB has subscribed to twice it tells a publisher that comes later twice, for publishers may count ' +
      "(RFC 23); libzmq's tells it once.",
    explains: difference =>
      socketsThatDiffer(difference).every(socket => {
        const [native, ours] = [difference.native, difference.ours].map(results =>
          toldIn(difference.program, results, socket),
        ) as [string[], string[]]
        return (
          typeOf(difference, socket) === 'XPublisher' &&
          ours.length > native.length &&
          ours.every(text => native.includes(text)) &&
          native.every(text => ours.includes(text))
        )
      }),
  },
]

/** The sockets whose results are not the same. */
function socketsThatDiffer({ program, native, ours }: Difference): number[] {
  const { calls } = program
  return native.flatMap((expected, index) =>
    expected === ours[index] ? [] : [calls[index]?.socket ?? index - calls.length],
  )
}

/** All that a socket was told, whatever the order. */
function toldIn({ calls }: Program, results: readonly string[], socket: number): string[] {
  return results
    .filter((_, at) => (calls[at]?.socket ?? at - calls.length) === socket)
    .flatMap(line => line.split(' '))
    .filter(text => text !== '')
    .toSorted()
}

function typeOf({ program }: Difference, socket: number): string {
  const opened = program.calls.find(call => call.do === 'open' && call.socket === socket)
  return opened?.do === 'open' ? opened.type : ''
}

/** The reason why a difference is meant; undefined if it is not. */
export function explain(difference: Difference): string | undefined {
  return RULES.find(({ explains }) => explains(difference))?.reason
}
