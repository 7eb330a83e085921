// Types that cannot talk with each other: both sides say only that the connection is lost, and nobody tries again.
import type { AnyTypeName } from '../../engine.js'
import { quiet, table } from '../moves.js'
import { make, type Kind } from '../patterns.js'
import type { Scenario } from '../scenario.js'
import { GREETING, readyOf } from '../wire.js'

/** A stranger of the one type comes to a bound socket of the other, and is connected to by another. */
const misfits =
  ([own, stranger]: readonly [Kind, AnyTypeName]): Scenario['run'] =>
  async world => {
    const bound = make(world, 'bound', own)
    const peer = await world.rawConnect(await bound.bind(world.place()))
    peer.send(GREETING + readyOf(stranger, ''))
    await bound.saw('DISCONNECTED')
    await bound.close()
    const listener = await world.rawListen()
    const other = make(world, 'other', own)
    other.connect(listener.endpoint)
    const us = await listener.accept()
    us.send(GREETING + readyOf(stranger, ''))
    await other.saw('DISCONNECTED')
    await quiet(world)
    await other.close()
  }

export const typeScenarios: readonly Scenario[] = [
  ...table(misfits, [
    ['types-pub-req', 'a PUB and a REQ', ['PUB', 'REQ']],
    ['types-rep-router', 'a REP and a ROUTER', ['REP', 'ROUTER']],
    ['types-req-req', 'a REQ and a REQ', ['REQ', 'REQ']],
    ['types-dealer-pair', 'a DEALER and a PAIR', ['DEALER', 'PAIR']],
    ['types-router-sub', 'a ROUTER and a SUB', ['ROUTER', 'SUB']],
    ['types-sub-push', 'a SUB and a PUSH', ['SUB', 'PUSH']],
    ['types-xpub-pub', 'an XPUB and a PUB', ['XPUB', 'PUB']],
    ['types-xsub-sub', 'an XSUB and a SUB', ['XSUB', 'SUB']],
    ['types-server-dealer', 'a SERVER and a DEALER', ['SERVER', 'DEALER']],
    ['types-radio-sub', 'a RADIO and a SUB', ['RADIO', 'SUB']],
    ['types-dish-pub', 'a DISH and a PUB', ['DISH', 'PUB']],
    ['types-channel-pair', 'a CHANNEL and a PAIR', ['CHANNEL', 'PAIR']],
  ]),
]
