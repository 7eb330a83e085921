// The mutants of the cases for REQ, REP, DEALER, ROUTER, PUB, SUB, XPUB and XSUB.
import { at, delivers, has, type Mutant, type Place, refuses, sends } from './make.js'

const REQ: Place = { socket: 'REQ' }
const REP: Place = { socket: 'REP' }
const ROUTER: Place = { socket: 'ROUTER' }
const PUB: Place = { socket: 'PUB' }
const XPUB: Place = { socket: 'XPUB' }
const SUB: Place = { socket: 'SUB' }
const XSUB: Place = { socket: 'XSUB' }

/** The mutants by the case that has to catch them. */
export const PATTERN_MUTANTS: Readonly<Record<string, Mutant>> = {
  'reqrep/18.1': at(has('no-delimiter'), REQ),
  'reqrep/18.2': at(has('takes-bare'), REQ),
  'reqrep/18.3': at(has('anybody-replies'), REQ),
  'reqrep/18.4': at(has('two-at-a-time'), REQ),
  'reqrep/18.5': at(has('always-first'), REQ),
  'reqrep/18.6': at(has('drops-envelope'), REP),
  'reqrep/18.7': at(has('takes-bare'), REP),
  'reqrep/18.8': at(has('replies-to-all'), REP),
  'reqrep/18.9': at(has('waits-for-lost-asker'), REP),
  'reqrep/18.10': at(
    delivers(parts => parts.filter(part => part.length > 0)),
    { socket: 'DEALER' },
  ),
  'reqrep/18.11': at(has('address-on-the-wire'), ROUTER),
  'reqrep/18.12': at(has('waits-for-anybody'), ROUTER),
  'reqrep/18.13': at(has('keeps-for-identity'), ROUTER),
  'pubsub/19.1': at(has('never-commands'), SUB),
  'pubsub/19.2': at(has('always-commands'), SUB),
  'pubsub/19.3': at(has('never-cancels'), SUB),
  'pubsub/19.4': at(has('deaf-to-commands'), PUB),
  'pubsub/19.5': at(has('deaf-to-messages'), PUB),
  'pubsub/19.6': at(has('never-forgets'), PUB),
  'pubsub/19.7': at(has('finds-topics-anywhere'), PUB),
  'pubsub/19.8': at(has('counts-to-one'), PUB),
  'pubsub/19.9': at(has('cancel-takes-all'), PUB),
  'pubsub/19.10': at(has('cancel-subscribes'), PUB),
  'pubsub/19.11': at(refuses('message'), PUB),
  'pubsub/19.12': at(has('blocked-by-one'), PUB),
  'pubsub/19.13': at(has('forgets-silently'), XPUB),
  'pubsub/19.14': at(has('tells-nothing'), XPUB),
  'pubsub/19.15': at(has('subscribes-once'), { ...SUB, mode: 'connect' }),
  'pubsub/19.16': at(has('nothing-upstream'), XSUB),
  'pubsub/19.17': at(has('wants-nothing'), SUB),
  'pubsub/19.18': at(
    sends('command', frame => (frame.length > 257 ? [] : [frame])),
    SUB,
  ),
  'pubsub/19.19': at(has('sends-to-all'), PUB),
}
