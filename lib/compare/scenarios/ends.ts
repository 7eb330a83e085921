// A peer that ends or resets before the handshake is done.
import { atBoundPull, triesAgain } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, GREETING_LENGTH, READY_LENGTH } from '../wire.js'

/** Long enough for nobody to be tried while the scenario ends. */
const LATER = { [OPTIONS.RECONNECT_IVL]: 300 }

export const endsScenarios: readonly Scenario[] = [
  // The connecting side tries again.
  {
    name: 'end-before-greeting-us',
    title: 'a bound peer accepts and ends at once (connect side)',
    run: triesAgain(1, LATER, async (peer, push) => {
      await push.saw('CONNECTED')
      peer.end()
    }),
  },
  // FIN before a single octet: EPIPE.
  {
    name: 'end-before-greeting',
    title: 'a connected peer ends before its greeting (bind side)',
    run: atBoundPull(async (peer, pull) => {
      await pull.saw('ACCEPTED')
      peer.end()
    }),
  },
  {
    name: 'end-before-ready-us',
    title: 'a bound peer ends after its greeting (connect side)',
    run: triesAgain(1, LATER, async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + READY_LENGTH)
      peer.end()
    }),
  },
  // FIN between greeting and READY: EPIPE.
  {
    name: 'end-before-ready',
    title: 'a connected peer ends after its greeting (bind side)',
    run: atBoundPull(async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + READY_LENGTH)
      peer.end()
    }),
  },
  // FIN in the middle of the greeting: EPIPE.
  {
    name: 'end-in-greeting',
    title: 'a connected peer ends in the middle of its greeting (bind side)',
    run: atBoundPull(async peer => {
      peer.send(GREETING.slice(0, 60))
      await peer.read(GREETING_LENGTH)
      peer.end()
    }),
  },
  // The connecting side tries again.
  {
    name: 'reset-before-ready-us',
    title: 'a bound peer resets after its greeting (connect side)',
    transports: ['tcp'],
    run: triesAgain(1, LATER, async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + READY_LENGTH)
      peer.reset()
    }),
  },
  // RST between greeting and READY: ECONNRESET.
  {
    name: 'reset-before-ready',
    title: 'a connected peer resets after its greeting (bind side)',
    transports: ['tcp'],
    run: atBoundPull(async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + READY_LENGTH)
      peer.reset()
    }),
  },
  // RST in the greeting: ECONNRESET.
  {
    name: 'reset-in-greeting',
    title: 'a connected peer resets in the middle of its greeting (bind side)',
    transports: ['tcp'],
    run: atBoundPull(async peer => {
      peer.send(GREETING.slice(0, 60))
      await peer.read(GREETING_LENGTH)
      peer.reset()
    }),
  },
]
