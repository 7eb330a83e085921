// The publisher's gate alone: every state has an answer to every input, and it is what is promised.
import t from 'tap'
import * as fc from 'fast-check'
import { PUBLISHER_TABLE, publisherMachine } from '../../../lib/gate/machine/publisher.js'
import type { GateInput, GateOptions, GateState } from '../../../lib/gate/machine/state.js'
import { replay } from '../../../lib/gate/run/policies.js'
import { OPTIONS as PRODUCER } from '../../support/gate-inputs.js'

const OPTIONS: GateOptions = {
  ...PRODUCER,
  topic: '"news"',
  timeoutMs: { waiting: 1000, open: 500 },
  quits: 'none',
}

const count = (number: number, now = 0): GateInput => ({ kind: 'subscribers', count: number, now })
const at = (
  kind: 'bound' | 'sending' | 'sent' | 'work-done' | 'tick' | 'abort',
  now = 0,
): GateInput => ({
  kind,
  now,
})

/** Phase and effects after each input. */
function rows(inputs: readonly GateInput[], options: Partial<GateOptions> = {}): string[] {
  return replay('publisher', { ...OPTIONS, ...options }, inputs).map(
    ({ state, effects }, index) => {
      const told = effects.map(effect =>
        effect.kind === 'report'
          ? `${effect.notice.kind} ${effect.notice.counted}`
          : effect.kind === 'stop'
            ? `${effect.outcome.kind} ${effect.outcome.code ?? '-'} ${effect.outcome.reason ?? '-'}`
            : effect.kind,
      )
      return `${inputs[index]?.kind} -> ${state.phase}: ${told.join(', ')}`
    },
  )
}

t.test('opens when enough are there, and ends with the work', async t => {
  t.strictSame(
    rows([
      at('bound'),
      count(1),
      count(0),
      count(1),
      count(2),
      at('sending'),
      at('sent'),
      at('work-done'),
    ]),
    [
      'bound -> waiting: ',
      'subscribers -> waiting: subscribed 1',
      'subscribers -> waiting: unsubscribed 0',
      'subscribers -> waiting: subscribed 1',
      'subscribers -> open: subscribed 2, open',
      'sending -> open: ',
      'sent -> open: ',
      'work-done -> stopped: shut, stopped - -',
    ],
  )
})

t.test('one that goes in the middle of the work', async t => {
  const inputs = [at('bound'), count(2), at('sending'), at('sent'), count(1), count(2), count(0)]
  t.strictSame(rows(inputs).slice(4), [
    'subscribers -> open: unsubscribed 1',
    'subscribers -> open: subscribed 2',
    'subscribers -> open: unsubscribed 0',
  ])
  t.equal(replay('publisher', OPTIONS, inputs).at(-1)?.state.lost, 3, 'each time it goes')
  t.equal(
    rows(inputs, { onLost: 'fail' })[4],
    'subscribers -> failed: unsubscribed 1, shut, failed ERR_SUBSCRIBER_LOST a subscriber of "news" was lost after 1 message; 1 still there',
  )
})

t.test('time: without progress it gives up; fewer may do; a send may be watched', async t => {
  t.strictSame(
    rows([
      at('bound', 0),
      count(1, 900),
      count(0, 950),
      count(1, 960),
      at('tick', 1899),
      at('tick', 1900),
    ]).slice(4),
    [
      'tick -> waiting: ',
      'tick -> failed: timed-out ERR_SUBSCRIBERS_MISSING 1 of 2 subscribers of "news" did not come within 1000 ms: 1 there',
    ],
  )
  t.strictSame(rows([at('bound'), count(1), at('tick', 1000)], { enough: 1 }).slice(2), [
    'tick -> open: enough 1, open',
  ])
  t.match(
    rows([at('bound'), count(0), at('tick', 1000)], { enough: 1 })[2],
    /and 1 would have done: 0 there$/,
  )
  t.strictSame(
    rows([at('bound'), count(2), at('sending', 10), at('tick', 509), at('tick', 510)]).slice(3),
    [
      'tick -> open: ',
      'tick -> failed: shut, timed-out ERR_MESSAGE_NOT_TAKEN message 1 did not leave within 500 ms: a subscriber is full, and nothing may be dropped',
    ],
  )
})

t.test('the table, and every input in every phase', async t => {
  t.matchSnapshot(PUBLISHER_TABLE)
  const inputs = Object.keys(PUBLISHER_TABLE.waiting).length
  t.equal(inputs, 17)
})

const INPUT: fc.Arbitrary<GateInput> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(5).map(number => count(number)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('bound', 'sending', 'sent', 'tick').map(kind => at(kind as 'tick')),
  },
  { weight: 1, arbitrary: fc.constantFrom('work-done', 'abort').map(kind => at(kind as 'abort')) },
  fc.constant<GateInput>({ kind: 'error', during: 'send', code: 'E', message: 'm', now: 0 }),
)

t.test(
  'in any order: it opens once and only on enough, sends only while open, ends once and stays so',
  async t => {
    let opened = 0
    t.doesNotThrow(() =>
      fc.assert(
        fc.property(
          fc.array(fc.tuple(INPUT, fc.nat(300)), { maxLength: 60 }),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom('continue' as const, 'fail' as const),
          (moves, wanted, least, onLost) => {
            const options = {
              ...OPTIONS,
              consumers: wanted,
              enough: Math.min(least, wanted),
              onLost,
            }
            let state: GateState = publisherMachine.initialState(options)
            let [now, there, opens, stops] = [0, 0, 0, 0]
            for (const [move, wait] of moves) {
              now += wait
              const before = state.phase
              const input = { ...move, now }
              if (input.kind === 'subscribers') there = input.count
              const step = publisherMachine.step(state, input)
              state = step.state
              for (const { kind } of step.effects) {
                if (kind === 'open') {
                  opens++
                  const isLate = input.kind === 'tick'
                  if (there < (isLate ? options.enough : wanted))
                    throw new Error('opened for too few')
                }
                if (kind === 'stop') stops++
              }
              if (
                stops > 0 &&
                before !== state.phase &&
                (before === 'stopped' || before === 'failed')
              ) {
                throw new Error('went on after its end')
              }
              if (
                before === 'waiting' &&
                there >= wanted &&
                input.kind === 'subscribers' &&
                state.phase !== 'open'
              ) {
                throw new Error('did not open')
              }
              if ((stops === 1) !== (state.outcome !== undefined))
                throw new Error('an end without an outcome')
              const isEnd = state.phase === 'stopped' || state.phase === 'failed'
              if (isEnd && publisherMachine.wakeAt(state) !== undefined)
                throw new Error('wakes after its end')
            }
            if (opens > 1 || stops > 1) throw new Error(`${opens} opens, ${stops} stops`)
            opened += opens
          },
        ),
        { numRuns: 5000, seed: 29 },
      ),
    )
    t.ok(opened > 500, `${opened} opened`)
  },
)
