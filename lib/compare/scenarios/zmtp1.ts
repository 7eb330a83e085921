// Peers that speak ZMTP 1.0.
import { atBoundPull, ends, gets, hears, sends, triesAgain } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE } from '../wire.js'

export const zmtp1Scenarios: readonly Scenario[] = [
  // The connecting side tries again.
  {
    name: 'zmtp1-us',
    title: 'a bound ZMTP 1.0 PULL without a version gets a message and goes (connect side)',
    run: triesAgain(1, { [OPTIONS.RECONNECT_IVL]: 20 }, [sends('hi'), '0100', gets(14), ends]),
  },
  // ZMTP 1.0 of libzmq 3.0: a greeting of 12 octets with revision 0.
  {
    name: 'zmtp1-versioned',
    title: 'a ZMTP 1.0 PUSH of revision 0 connects, sends, and goes (bind side)',
    run: atBoundPull([`${SIGNATURE}0008${'0100'}03006869`, hears, ends]),
  },
  // A frame of length 0 there is not, at no time.
  {
    name: 'zmtp1-zero-later',
    title: 'a ZMTP 1.0 PUSH sends a frame of length 0 after a message (bind side)',
    run: atBoundPull(['010003006869', hears, '00']),
  },
  // ZMTP 1.0 without a version: it begins with its identity.
  {
    name: 'zmtp1',
    title: 'a ZMTP 1.0 PUSH without a version connects, sends, and goes (bind side)',
    run: atBoundPull(['01000300686903016a6a02006b', hears, hears, ends]),
  },
]
