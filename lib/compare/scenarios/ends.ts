// A peer that ends or resets before the handshake is done.
import {
  afterReady,
  atBoundPull,
  ends,
  reads,
  resets,
  saw,
  triesAgain,
  type Conduct,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

/** The PUSH tries again, late enough for nobody to be tried while the scenario ends. */
const triesLater = (conduct: Conduct): Scenario['run'] =>
  triesAgain(1, { [OPTIONS.RECONNECT_IVL]: 300 }, conduct)

const HALF_GREETING = GREETING.slice(0, 60)

export const endsScenarios: readonly Scenario[] = [
  {
    name: 'end-before-greeting-us',
    title: 'a bound peer accepts and ends at once (connect side)',
    run: triesLater([saw('CONNECTED'), ends]),
  },
  // FIN before a single octet: EPIPE.
  {
    name: 'end-before-greeting',
    title: 'a connected peer ends before its greeting (bind side)',
    run: atBoundPull([saw('ACCEPTED'), ends]),
  },
  {
    name: 'end-before-ready-us',
    title: 'a bound peer ends after its greeting (connect side)',
    run: triesLater(afterReady(ends)),
  },
  // FIN between greeting and READY: EPIPE.
  {
    name: 'end-before-ready',
    title: 'a connected peer ends after its greeting (bind side)',
    run: atBoundPull(afterReady(ends)),
  },
  // FIN in the middle of the greeting: EPIPE.
  {
    name: 'end-in-greeting',
    title: 'a connected peer ends in the middle of its greeting (bind side)',
    run: atBoundPull([HALF_GREETING, reads(GREETING_LENGTH), ends]),
  },
  {
    name: 'reset-before-ready-us',
    title: 'a bound peer resets after its greeting (connect side)',
    transports: ['tcp'],
    run: triesLater(afterReady(resets)),
  },
  // RST between greeting and READY: ECONNRESET.
  {
    name: 'reset-before-ready',
    title: 'a connected peer resets after its greeting (bind side)',
    transports: ['tcp'],
    run: atBoundPull(afterReady(resets)),
  },
  // RST in the greeting: ECONNRESET.
  {
    name: 'reset-in-greeting',
    title: 'a connected peer resets in the middle of its greeting (bind side)',
    transports: ['tcp'],
    run: atBoundPull([HALF_GREETING, reads(GREETING_LENGTH), resets]),
  },
]
