// What rules ask of a difference.
import type { Call, Program, Settings, TypeName } from '../program.js'
import type { Difference } from '../search.js'

export interface Rule {
  readonly reason: string
  readonly explains: (difference: Difference) => boolean
}

export type Place = Extract<Call, { readonly endpoint: number }>

/** The calls that name an endpoint, with what is known at each: whether its socket is a PAIR. */
export function places({ calls }: Program): (Place & { readonly isPair: boolean })[] {
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

/** The sockets whose results are not the same. */
export function socketsThatDiffer({ program, native, ours }: Difference): number[] {
  const { calls } = program
  return native.flatMap((expected, index) =>
    expected === ours[index] ? [] : [calls[index]?.socket ?? index - calls.length],
  )
}

/** All that a socket was told, in its order. */
export function textsIn({ calls }: Program, results: readonly string[], socket: number): string[] {
  return results
    .filter((_, at) => (calls[at]?.socket ?? at - calls.length) === socket)
    .flatMap(line => line.split(' '))
    .filter(text => text !== '')
}

/** All that a socket was told, whatever the order. */
export const toldIn = (...of: Parameters<typeof textsIn>): string[] => textsIn(...of).toSorted()

export const socketsOf = ({ calls }: Program): number[] => [
  ...new Set(calls.map(call => call.socket)),
]

export function typeOf({ program }: Difference, socket: number): string {
  const opened = program.calls.find(call => call.do === 'open' && call.socket === socket)
  return opened?.do === 'open' ? opened.type : ''
}

/** The messages (`m7`) that a socket was given, in their order. */
export function messagesIn(
  { calls }: Program,
  results: readonly string[],
  socket: number,
): string[] {
  return results.flatMap((line, at) =>
    (calls[at]?.socket ?? at - calls.length) === socket ? (line.match(/m\d+/g) ?? []) : [],
  )
}

/** The messages that a socket was given by libzmq, and by ours. */
export function messagesOfBoth(
  { program, native, ours }: Difference,
  socket: number,
): readonly [native: string[], ours: string[]] {
  return [messagesIn(program, native, socket), messagesIn(program, ours, socket)]
}

/** True if a socket that differs was given messages, not only subscriptions. */
export function hasMessages(difference: Difference, socket: number): boolean {
  return messagesOfBoth(difference, socket).some(messages => messages.length > 0)
}

/** The calls that libzmq's answer says have bound or connected an endpoint, or undone that. */
export function doneAt(
  { program: { calls }, native }: Difference,
  endpoint: number,
): (Place & { readonly at: number })[] {
  return calls.flatMap((call, at) =>
    'endpoint' in call && call.endpoint === endpoint && native[at] === 'ok' ? { ...call, at } : [],
  )
}

/** At which call a socket undid a bind or a connect for the last time; -1 if it did not. */
export function lastUndoing({ program }: Difference, socket: number): number {
  return program.calls.findLastIndex(
    call => /^(?:unbind|disconnect)$/.test(call.do) && call.socket === socket,
  )
}

/** What of one list is not in the other, as often as it is there. */
export function without(all: readonly string[], those: readonly string[]): string[] {
  const left = [...those]
  return all.filter(text => {
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The messages that libzmq alone gave to a socket, and those that ours did. */
export function movedAt(
  difference: Difference,
  socket: number,
): { readonly lost: string[]; readonly won: string[] } {
  const [theirs, own] = messagesOfBoth(difference, socket)
  return { lost: without(theirs, own), won: without(own, theirs) }
}

/** The socket that sends a message. */
export function senderOf(program: Program, message: string): number {
  return program.calls[sendingOf(program, message)]?.socket ?? -1
}

/** Those of the messages that a socket sends. */
export const sentBy = (program: Program, sender: number, all: readonly string[]): string[] =>
  all.filter(message => senderOf(program, message) === sender)

/** The call that sends a message. */
export function sendingOf({ calls }: Program, message: string): number {
  return calls.findIndex(
    call =>
      (call.do === 'send' && call.parts.some(part => part.match(/m\d+/)?.[0] === message)) ||
      (call.do === 'reply' && call.text === message),
  )
}

export function optionsOf({ program }: Difference, socket: number): Settings {
  const opened = program.calls.find(call => call.do === 'open' && call.socket === socket)
  return opened?.do === 'open' ? opened.set : {}
}

/** Two sockets at one endpoint, bound and connected. */
export interface Meeting {
  readonly binder: number
  readonly connecter: number
  readonly endpoint: number
  readonly transport: Program['transports'][number] | undefined
}

/** Who may have met whom, as libzmq's answers to bind and connect say; each connect is one. */
export function meetings({ program: { calls, transports }, native }: Difference): Meeting[] {
  const done = (what: 'bind' | 'connect'): Place[] =>
    calls.flatMap((call, at) => (call.do === what && native[at] === 'ok' ? call : []))
  return done('connect').flatMap(({ socket: connecter, endpoint }) =>
    [...new Set(done('bind').map(bind => (bind.endpoint === endpoint ? bind.socket : -1)))]
      .filter(binder => binder >= 0)
      .map(binder => ({
        binder,
        connecter,
        endpoint,
        transport: transports[endpoint],
      })),
  )
}

/** True if two sockets may have met. */
export const haveMet = (difference: Difference, one: number, other: number): boolean =>
  meetings(difference).some(
    ({ binder, connecter }) =>
      (binder === one && connecter === other) || (binder === other && connecter === one),
  )

/** The routing ids of a socket's peers, once for each connect; undefined for those that have none. */
export function peerNames(difference: Difference, socket: number): (string | undefined)[] {
  return meetings(difference)
    .filter(({ binder, connecter }) => (binder === socket) !== (connecter === socket))
    .map(({ binder, connecter }) => (binder === socket ? connecter : binder))
    .map(peer => optionsOf(difference, peer).routingId)
}

/** True if two of a socket's connections are with peers of one routing id. */
export function hasNamesakes(difference: Difference, socket: number): boolean {
  const names = peerNames(difference, socket).filter(name => name !== undefined)
  return new Set(names).size < names.length
}

export const isOf = (difference: Difference, socket: number, ...types: TypeName[]): boolean =>
  types.some(type => type === typeOf(difference, socket))
