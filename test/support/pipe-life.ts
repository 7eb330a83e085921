// What the tests of a pipe's life share: how to look, and where libzmq does otherwise, on purpose of ours.
import type { Engine, EngineSocket } from '../../lib/engine.js'
import type { PipeEnding, PipeFate, PipePlace } from '../../lib/socket/links/pipe-life.js'
import { pause } from './engines.js'

/** libzmq's numbers of further options. */
export const OTHER_OPTION = { ROUTING_ID: 5, RCVTIMEO: 27, ROUTER_HANDOVER: 56 } as const

/** ZMQ_EVENTS. To ask libzmq for it makes it read what its sockets have told each other. */
const EVENTS = 15

/** Cells in which ours is not libzmq's, and what libzmq does there. */
const LIBZMQS_OWN: Readonly<Record<string, PipeFate | undefined>> = {
  // What was sent is lost by an unbind; ours lets it linger, as by a disconnect.
  'undone, bind': { unread: 'awaited', unsent: 'dropped' },
  // What was received is thrown away with the pipe; ours keeps it, as without ZMQ_IMMEDIATE.
  'gone-immediate, connect': {
    unread: 'dropped',
    unsent: 'dropped',
    event: 'DISCONNECTED',
    redials: true,
  },
  // What was received of the old one is thrown away; ours keeps it, as for any other end.
  'replaced, bind': { unread: 'dropped', unsent: 'lingers', isLinkKept: true },
  'replaced, connect': { unread: 'dropped', unsent: 'lingers', isLinkKept: true },
  'replaced, inproc-bind': { unread: 'dropped', unsent: 'delivered' },
  'replaced, inproc-connect': { unread: 'dropped', unsent: 'delivered' },
  // The link waits on for its reader; ours ends it, as it has nothing more to say.
  'late, bind': { unread: 'awaited', unsent: 'dropped' },
}

/** What an engine does in a cell. */
export function expectedOf(
  { name }: Engine,
  ending: PipeEnding,
  place: PipePlace,
  cell: PipeFate,
): PipeFate {
  return (name === 'native' ? LIBZMQS_OWN[`${ending}, ${place}`] : undefined) ?? cell
}

/** Lets libzmq act; ours does by itself. */
export function settle(engine: Engine, ...sockets: readonly EngineSocket[]): void {
  if (engine.name === 'native') for (const socket of sockets) socket.getOption(EVENTS)
}

/** Waits until something is so, or the time is over. */
export async function untilOr(isMet: () => boolean, ms: number): Promise<void> {
  const limit = performance.now() + ms
  while (!isMet() && performance.now() < limit) await pause(5)
}

/** All that a socket with a ZMQ_RCVTIMEO can receive, parts joined with `|`. */
export async function readAll(socket: EngineSocket): Promise<string[]> {
  const texts: string[] = []
  for (;;) {
    try {
      texts.push((await socket.receive()).join('|'))
    } catch {
      return texts
    }
  }
}
