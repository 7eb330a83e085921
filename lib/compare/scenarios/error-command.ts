// The ERROR command, in the handshake and after it.
import { afterReady, atBoundPull, atConnectingPush, connected } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, frame, shakeHands } from '../wire.js'

export const errorCommandScenarios: readonly Scenario[] = [
  {
    name: 'error-300',
    title: 'a peer that answers ERROR 300 (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f5203333030'))),
  },
  // A refusal ends it; there is no other attempt.
  {
    name: 'error-400-us',
    title: 'a bound peer that answers ERROR 400 (connect side)',
    run: atConnectingPush(afterReady(frame('04', '054552524f5203343030'))),
  },
  // ERROR with a status of ZAP is a refusal.
  {
    name: 'error-400',
    title: 'a peer that answers ERROR 400 (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f5203343030'))),
  },
  {
    name: 'error-500',
    title: 'a peer that answers ERROR 500 (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f5203353030'))),
  },
  {
    name: 'error-bare',
    title: 'a peer that answers ERROR without a reason (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f52'))),
  },
  // An ERROR before libzmq's own READY is packed changes nothing there, until the time-out.
  {
    name: 'error-early',
    title: 'a peer that sends greeting and ERROR 400 in one write (bind side)',
    run: atBoundPull(GREETING + frame('04', '054552524f5203343030'), {
      [OPTIONS.HANDSHAKE_IVL]: 1000,
    }),
  },
  // After the handshake ERROR is ignored.
  {
    name: 'error-later',
    title: 'a peer that sends ERROR 400 after the handshake (bind side)',
    run: atBoundPull(async (peer, pull, world) => {
      await shakeHands(peer, 'PUSH')
      peer.send(frame('04', '054552524f5203343030') + frame('00', '6869'))
      await connected(pull)
      world.note(String(await pull.receive()))
      peer.end()
    }),
  },
  // ERROR whose reason is longer than the command.
  {
    name: 'error-malformed',
    title: 'a peer that answers ERROR with a wrong length (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f5209343030'))),
  },
  // ERROR with any other text: closed without a word.
  {
    name: 'error-text',
    title: 'a peer that answers ERROR with a text (bind side)',
    run: atBoundPull(afterReady(frame('04', '054552524f52036e6f21'))),
  },
]
