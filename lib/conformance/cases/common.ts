// Steps that many cases share, as data like everything else.
import type { Look, Outcomes, Run, Step } from '../case.js'

/** Socket types that read messages. */
export const RECEIVERS = ['PULL', 'PAIR'] as const

/** The body of a READY with a legal Socket-Type; more properties may follow. */
export const TYPED = '05 "READY" 0b "Socket-Type" 00000004 <T>'

/** The endpoint ought to refuse, and may take it. */
export const CLOSE_OR_TAKE: Outcomes = { closed: 'OK', works: 'NON-STRICT' }

/** A good link and one message over it, in whatever directions there are. */
export const message = (parts: readonly string[], frames: string): readonly Step[] => [
  { join: 'a' },
  { pass: 'a', parts, frames },
]

/** The endpoint closes the link. */
export const CLOSES: Look = { closed: 'a', is: 'closed' }

/** Waits for the endpoint's READY; a link closed instead ends the run with `closed`. */
export const READY_SEEN: Step = {
  await: [{ frame: '[04 06] .. 05 "READY" ..' }, CLOSES],
  else: 'silent',
}

/** Waits for the close; `not-closed` if it does not come. */
export const CLOSED: Step = { await: [CLOSES], else: 'not-closed' }

/** A link, and a good greeting of ours. */
export const GREETED: readonly Step[] = [{ link: 'a' }, { send: '<G>' }]

/** A link on which `octets` stand for the greeting and what follows up to READY; then the question how it is. */
export const shake = (octets: string): readonly Step[] => [
  { link: 'a' },
  { send: octets },
  READY_SEEN,
  { probe: 'a' },
]

/** A good greeting, then `octets` instead of a good READY; then the question how the link is. */
export const shakeWith = (octets: string): readonly Step[] => [
  ...GREETED,
  { send: octets },
  READY_SEEN,
  { probe: 'a' },
]

/** Octets from the greeting on with which the endpoint may refuse us: it need not close, nor say READY. */
export const refusableFrom = (octets: string): readonly Step[] => [
  { link: 'a' },
  { send: octets },
  { await: [{ frame: '[04 06] .. 05 "READY" ..' }, CLOSES], within: 1000, else: 'next' },
  { probe: 'a', refusable: true },
]

/** A good greeting, then `octets` in place of READY, with which it may refuse us. */
export const refusable = (octets: string): readonly Step[] => [
  ...GREETED,
  ...refusableFrom(octets).slice(1),
]

/** The endpoint refuses: it closes, or ignores the link from then on. */
export const REFUSE: Outcomes = { closed: 'OK', works: 'FAIL' }

/**
 * `octets` that are to be refused. RFC 23 §Error Handling has the close as a SHOULD: who leaves the link open, but does
 * not work with us when we go on as if nothing had been, has refused them, too.
 *
 * @param due what we go on with
 */
export const refused = (octets: string, due = '<R>'): readonly Step[] => [
  { send: octets },
  { await: [CLOSES], within: 1000, else: 'next' },
  ...(due === '' ? [] : [{ send: due }]),
  { probe: 'a', refusable: true },
]

/** A good greeting, then `octets` instead of READY, which the endpoint ought to refuse. */
export const refuse = (octets: string): readonly Step[] => [...GREETED, ...refused(octets)]

/** A good link, then `octets` in traffic; then the question how the link is. */
export const inTraffic = (octets: string): readonly Step[] => [
  { join: 'a' },
  { send: octets },
  { probe: 'a' },
]

/** Gives the endpoint a moment to send READY first, if it is one that does not wait for ours. */
export const READY_SOON: Step = {
  await: [{ frame: '[04 06] .. 05 "READY" ..' }],
  within: 200,
  else: 'next',
}

/** A good greeting, and after a moment `octets`, which ought to make the endpoint close. */
export const closeAfterReady = (octets: string): readonly Step[] => [
  ...GREETED,
  READY_SOON,
  { send: octets },
  CLOSED,
]

/** What a PUSH and a PAIR do with a message when there is nobody to send it to. */
export const WITHOUT_PEER: readonly Run[] = [
  {
    modes: ['bind'],
    steps: [{ app: ['"hi"'], wait: 100, again: 'kept', sent: 'accepted-without-a-peer' }],
  },
  {
    modes: ['connect'],
    steps: [
      { app: ['"hi"'], wait: 100, again: 'kept' },
      { join: 'a' },
      { await: [{ frame: '00 02 "hi"' }], else: 'lost' },
    ],
  },
]

/** Fills the queue to a peer that does not read, which then reads all that was accepted. */
export const FULL_AND_READ: readonly Step[] = [
  { join: 'a' },
  { settled: ['a'] },
  { listen: false },
  { app: ['# 61*50000'], times: 1000, wait: 100, again: 'next', sent: 'never-full' },
  { listen: true },
  { numbers: [0, 'sent'], on: 'a' },
]
