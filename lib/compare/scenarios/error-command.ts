// The ERROR command, in the handshake and after it.
import {
  afterHandshake,
  afterReady,
  atBoundPull,
  atConnectingPush,
  ends,
  hears,
  table,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, frame } from '../wire.js'

const ERROR = '054552524f52'
const ERROR_400 = frame('04', `${ERROR}03343030`)

export const errorCommandScenarios: readonly Scenario[] = [
  ...table(
    reason => atBoundPull(afterReady(frame('04', ERROR + reason))),
    [
      ['error-300', 'a peer that answers ERROR 300 (bind side)', '03333030'],
      // ERROR with a status of ZAP is a refusal.
      ['error-400', 'a peer that answers ERROR 400 (bind side)', '03343030'],
      ['error-500', 'a peer that answers ERROR 500 (bind side)', '03353030'],
      ['error-bare', 'a peer that answers ERROR without a reason (bind side)', ''],
      // ERROR whose reason is longer than the command.
      ['error-malformed', 'a peer that answers ERROR with a wrong length (bind side)', '09343030'],
      // ERROR with any other text: closed without a word.
      ['error-text', 'a peer that answers ERROR with a text (bind side)', '036e6f21'],
    ],
  ),
  // A refusal ends it; there is no other attempt.
  {
    name: 'error-400-us',
    title: 'a bound peer that answers ERROR 400 (connect side)',
    run: atConnectingPush(afterReady(ERROR_400)),
  },
  // An ERROR before libzmq's own READY is packed changes nothing there, until the time-out.
  {
    name: 'error-early',
    title: 'a peer that sends greeting and ERROR 400 in one write (bind side)',
    run: atBoundPull(GREETING + ERROR_400, { [OPTIONS.HANDSHAKE_IVL]: 1000 }),
  },
  // After the handshake ERROR is ignored.
  {
    name: 'error-later',
    title: 'a peer that sends ERROR 400 after the handshake (bind side)',
    run: atBoundPull(afterHandshake('PUSH', ERROR_400 + frame('00', '6869'), hears, ends)),
  },
]
