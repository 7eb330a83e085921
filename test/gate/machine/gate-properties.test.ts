// Properties of the ready gate over random orders of things, with up to 50 peers.
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import * as fc from 'fast-check'
import { initialState, step } from '../../../lib/gate/machine/gate.js'
import { allPeers } from '../../../lib/gate/machine/peer.js'
import { replay } from '../../../lib/gate/run/policies.js'
import { EVENT_SIGNALS, type GateEventName } from '../../../lib/gate/machine/signals.js'
import type { GateInput } from '../../../lib/gate/machine/state.js'
import { event, OPTIONS } from '../../support/gate-inputs.js'
import { World, type Move } from '../../support/gate-world.js'

/** Cases of the first property. RAWZMQ_CASES asks for more, or fewer. */
const CASES = Number(process.env.RAWZMQ_CASES ?? 10_000)

const moveOf = (peers: number): fc.Arbitrary<Move> => {
  const peer = fc.nat({ max: peers - 1 })
  const about = (kind: 'accept' | 'handshake' | 'fail' | 'die' | 'take-quit') =>
    fc.record({ kind: fc.constant(kind), peer })
  return fc.oneof(
    { weight: 6, arbitrary: about('accept') },
    { weight: 8, arbitrary: about('handshake') },
    { weight: 1, arbitrary: about('fail') },
    { weight: 2, arbitrary: about('die') },
    { weight: 3, arbitrary: about('take-quit') },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(400) }) },
    { weight: 4, arbitrary: fc.constant({ kind: 'send' as const }) },
    { weight: 4, arbitrary: fc.constant({ kind: 'room' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'work-done' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'stray' as const }) },
  )
}

const RUN = fc
  .record({
    peers: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) },
      fc.integer({ min: 9, max: 50 }),
    ),
    share: fc.integer({ min: 1, max: 100 }),
  })
  .chain(({ peers, share }) =>
    fc.record({
      consumers: fc.constant(Math.max(1, Math.ceil((peers * share) / 200))),
      options: fc.record({
        quits: fc.constantFrom('each' as const, 'shared' as const),
        late: fc.constantFrom('accept' as const, 'report' as const),
        onLost: fc.constantFrom('continue' as const, 'fail' as const, 'requeue' as const),
      }),
      moves: fc.array(moveOf(peers), { maxLength: peers * 8, size: 'max' }),
    }),
  )

t.test('in any order of things the gate keeps its promises and ends', async t => {
  let opened = 0
  let stopped = 0
  const checkAll = (): void =>
    fc.assert(
      fc.property(RUN, ({ consumers, options, moves }) => {
        const gate = { ...OPTIONS, ...options, consumers }
        const world = new World(gate)
        for (const move of moves) world.move(move)
        const wakes = world.end()
        opened += world.opens
        stopped += world.state.phase === 'stopped' ? 1 : 0
        if (world.faults.length > 0) throw new Error(world.faults.join(', '))
        if (world.stops !== 1) throw new Error(`${world.stops} ends`)
        if (world.opens > 1) throw new Error('opened twice')
        if (wakes > 5) throw new Error(`${wakes} wake-ups to the end`)
        const again = replay('ready', gate, world.inputs).at(-1)?.state
        if (!isDeepStrictEqual(again, world.state)) throw new Error('replay differs')
      }),
      { numRuns: CASES, seed: 20190622 },
    )
  t.doesNotThrow(checkAll)
  t.ok(opened > 20, `the runs were not empty: ${opened} opened`)
  t.ok(stopped > 3, `${stopped} went all the way`)
})

t.test('when every consumer takes its Quit, each gets exactly one', async t => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.infiniteStream(fc.nat()),
        (consumers, choices) => {
          const world = new World({ ...OPTIONS, consumers })
          const order = Array.from({ length: consumers }, (_, peer) => ({
            peer,
            key: choices.next().value as number,
          }))
          for (const { peer } of order) world.move({ kind: 'accept', peer })
          for (const { peer } of order.toSorted((a, b) => a.key - b.key)) {
            world.move({ kind: 'handshake', peer })
          }
          world.move({ kind: 'work-done' })
          for (let quit = 0; quit < consumers; quit++) world.move({ kind: 'room' })
          for (const { peer } of order.toReversed()) world.move({ kind: 'take-quit', peer })
          if (world.faults.length > 0) throw new Error(world.faults.join(', '))
          return world.state.phase === 'stopped' && world.state.quits === consumers
        },
      ),
      { numRuns: 100, seed: 20190622 },
    ),
  )
})

t.test('no sequence of inputs at all makes it break its word', async t => {
  const peer = fc.nat({ max: 5 })
  const names = Object.keys(EVENT_SIGNALS) as GateEventName[]
  const anything: fc.Arbitrary<GateInput> = fc.oneof(
    fc
      .tuple(fc.constantFrom(...names), peer)
      .map(([name, who]) => event(name, who, 0, name === 'HANDSHAKE_SUCCEEDED' ? 0 : who)),
    peer.map(who => event('ACCEPTED', who)),
    { weight: 3, arbitrary: peer.map(who => event('HANDSHAKE_SUCCEEDED', who, 0, 0)) },
    fc
      .constantFrom(...(['bound', 'sending', 'sent', 'work-done', 'quit-sent', 'tick'] as const))
      .map(kind => ({ kind, now: 0 })),
  )
  let quits = 0
  const checkAll = (): void =>
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 200, size: 'max' }), inputs => {
        const live = new Set<string>()
        let state = initialState(OPTIONS)
        let isEnded = false
        let mayQuit = 0
        for (const input of inputs) {
          if (input.kind === 'event') {
            if (input.event === 'HANDSHAKE_SUCCEEDED') live.add(input.remote ?? '')
            // Also an accept on a live peer's descriptor: that peer must be gone.
            if (input.event === 'DISCONNECTED') live.delete(input.remote ?? '')
            if (input.event === 'ACCEPTED') {
              const had = allPeers(state.peers).find(
                other => other.goneIn === undefined && other.fd === input.value,
              )
              if (had !== undefined) live.delete(had.remote ?? '')
            }
          }
          const before = state
          const { state: next, effects } = step(state, input)
          state = next
          if (state.phase === 'draining') {
            mayQuit = before.phase === 'draining' ? mayQuit : live.size
            if (before.phase === 'draining' && state.counted > before.counted) mayQuit++
          }
          for (const { kind } of effects) {
            if (isEnded) throw new Error(`${kind} after the end`)
            if (kind === 'open' && live.size < OPTIONS.consumers) throw new Error('opened early')
            if (kind === 'stop') isEnded = true
            if (kind !== 'send-quit') continue
            if (live.size === 0) throw new Error('a Quit without a live consumer')
            if (mayQuit-- === 0) throw new Error('more Quits than consumers')
            quits++
          }
        }
        return true
      }),
      { numRuns: 500, seed: 20190622 },
    )
  t.doesNotThrow(checkAll)
  t.ok(quits > 50, `${quits} Quits were looked at`)
})
