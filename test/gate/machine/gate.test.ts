import t from 'tap'
import { articlePolicy, ARTICLE_TABLE } from '../../../lib/gate/article/article.js'
import { GATE_TABLE, readyPolicy, wakeAt } from '../../../lib/gate/machine/gate.js'
import { allPeers, EMPTY_BOOK, fateOf, livePeers } from '../../../lib/gate/machine/peer.js'
import { replay } from '../../../lib/gate/run/policies.js'
import { EVENT_SIGNALS, type GateEventName, type Phase } from '../../../lib/gate/machine/signals.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  GateState,
  Policy,
} from '../../../lib/gate/machine/state.js'
import { bareEvent, broken, event, join, OPTIONS, remoteOf } from '../../support/gate-inputs.js'

function run(
  inputs: readonly GateInput[],
  options = OPTIONS,
  policy: Policy = readyPolicy,
): { state: GateState; effects: GateEffect[]; last: readonly GateEffect[] } {
  let state = policy.initialState(options)
  const effects: GateEffect[] = []
  let last: readonly GateEffect[] = []
  for (const input of inputs) {
    ;({ state, effects: last } = policy.step(state, input))
    effects.push(...last)
  }
  return { state, effects, last }
}

const kinds = (effects: readonly GateEffect[]): string[] =>
  effects.map(effect => (effect.kind === 'report' ? effect.notice.kind : effect.kind))

const ARTICLE_OPTIONS = { ...OPTIONS, timeoutMs: { waiting: 1000, open: 1000, draining: 1000 } }

const BOUND: GateInput = { kind: 'bound', now: 0 }
const OPENED = [BOUND, ...join(1), ...join(2)]
const DRAINING: GateInput[] = [...OPENED, { kind: 'work-done', now: 10 }]
const QUIT: GateInput = { kind: 'quit-sent', now: 11 }

/** One way into each phase. */
const WAYS: Readonly<Record<Phase, readonly GateInput[]>> = {
  waiting: [BOUND, ...join(1)],
  open: OPENED,
  draining: [...DRAINING, QUIT],
  stopped: [
    ...DRAINING,
    QUIT,
    QUIT,
    event('DISCONNECTED', 1, 20),
    QUIT,
    event('DISCONNECTED', 2, 21),
  ],
  failed: [BOUND, { kind: 'abort', now: 5 }],
}

/** Every kind of input, and every event. */
const INPUTS: readonly GateInput[] = [
  { kind: 'bound', now: 50 },
  { kind: 'sending', now: 50 },
  { kind: 'sent', now: 50 },
  { kind: 'resent', now: 50 },
  { kind: 'work-done', now: 50 },
  { kind: 'quit-sent', now: 50 },
  { kind: 'tick', now: 50 },
  { kind: 'tick', now: 5000 },
  { kind: 'abort', now: 50 },
  { kind: 'error', during: 'send', code: 'EHOSTUNREACH', message: 'no route', now: 50 },
  ...Object.keys(EVENT_SIGNALS).map(name => event(name as GateEventName, 1, 50)),
  event('ACCEPTED', 3, 50),
  event('HANDSHAKE_SUCCEEDED', 3, 50, 0),
  event('DISCONNECTED', 3, 50),
]

t.test('every state has an answer to every input', async t => {
  for (const [policy, table] of [
    [readyPolicy, GATE_TABLE],
    [articlePolicy, ARTICLE_TABLE],
  ] as const) {
    t.matchSnapshot(table, `${policy.name}: the table`)
    const rows: string[] = []
    for (const [phase, way] of Object.entries(WAYS)) {
      const from = run(way, OPTIONS, policy).state
      t.equal(from.phase, phase, `${policy.name} gets into ${phase}`)
      for (const input of INPUTS) {
        const { state, effects } = policy.step(from, input)
        const what = input.kind === 'event' ? `${input.event} ${input.remote}` : input.kind
        rows.push(
          `${phase} × ${what} @${input.now} -> ${state.phase} ${state.counted} [${kinds(effects).join(' ')}]`,
        )
        const isEnd = state.phase === 'stopped' || state.phase === 'failed'
        t.equal(isEnd, state.outcome !== undefined, 'an end has an outcome, nothing else has')
      }
    }
    t.matchSnapshot(rows.join('\n'), `${policy.name}: every phase × every input`)
  }
})

t.test('ready: counts handshakes, not accepts', async t => {
  const accepted = [BOUND, event('ACCEPTED', 1), event('ACCEPTED', 2), event('ACCEPTED', 3)]
  t.equal(run(accepted).state.phase, 'waiting')
  const one = run([...accepted, event('HANDSHAKE_SUCCEEDED', 2, 5, 0)])
  t.equal(one.state.counted, 1)
  t.strictSame(kinds(one.last), ['accepted', 'read'])
  const two = run([...accepted, ...[2, 3].map(peer => event('HANDSHAKE_SUCCEEDED', peer, 5, 0))])
  t.equal(two.state.phase, 'open')
  t.strictSame(kinds(two.last), ['accepted', 'open', 'read'])
  t.equal(two.state.peers.isInferred, false)
})

t.test('ready: a consumer that leaves before the start does not count', async t => {
  const { state, effects } = run([BOUND, ...join(1), event('DISCONNECTED', 1), ...join(2)])
  t.equal(state.phase, 'waiting')
  t.equal(state.counted, 1)
  t.strictSame(
    kinds(effects).filter(kind => kind !== 'read'),
    ['accepted', 'left-early', 'accepted'],
  )
})

t.test('ready: one Quit for each live consumer, one at a time, none without', async t => {
  const first = run(DRAINING)
  t.strictSame(kinds(first.last), ['shut', 'send-quit'])
  const second = run([...DRAINING, QUIT])
  t.strictSame(kinds(second.last), ['send-quit'])
  const done = run([...DRAINING, QUIT, QUIT])
  t.strictSame(kinds(done.last), [], 'two consumers, two Quits')
  const rest = [event('LISTENING', 9), event('ACCEPTED', 9), event('DISCONNECTED', 1, 20)]
  const oneLeft = run([...DRAINING, QUIT, QUIT, ...rest])
  t.strictSame(
    kinds(oneLeft.effects).filter(kind => kind === 'send-quit'),
    ['send-quit', 'send-quit'],
    'events are read on without sending',
  )
  const gone = run([...DRAINING, QUIT, QUIT, ...rest, event('DISCONNECTED', 2, 21)])
  t.equal(gone.state.phase, 'stopped')
  t.strictSame(gone.last, [{ kind: 'stop', outcome: { kind: 'stopped', phase: 'draining' } }])
})

t.test('ready: a consumer that dies in the work gets no Quit, and is told', async t => {
  const { state, effects } = run([
    ...OPENED,
    event('DISCONNECTED', 2, 5),
    { kind: 'work-done', now: 10 },
    QUIT,
    event('DISCONNECTED', 1, 30),
  ])
  t.equal(state.phase, 'stopped')
  t.equal(state.quits, 1)
  t.equal(state.lost, 1)
  t.match(state.outcome, { kind: 'stopped', code: 'ERR_CONSUMER_LOST' })
  t.ok(kinds(effects).includes('died'))
})

t.test('ready: fails as soon as nobody is left to work', async t => {
  const { state, last } = run([
    ...OPENED,
    { kind: 'sending', now: 1 },
    event('DISCONNECTED', 2, 5),
    event('DISCONNECTED', 1, 6),
  ])
  t.equal(state.phase, 'failed')
  t.match(state.outcome, { kind: 'failed', code: 'ERR_NO_CONSUMER_LEFT', phase: 'open' })
  t.strictSame(kinds(last), ['died', 'shut', 'stop'])
})

/** Quits go to one peer each; both have theirs. */
const QUITS_GIVEN: readonly GateInput[] = [
  ...DRAINING,
  ...[1, 2].map(peer => ({ kind: 'quit-sent', peer, now: 11 }) as const),
]

t.test('ready: one that went with its Quit unread has died, one that read it has left', async t => {
  const each: GateOptions = { ...OPTIONS, quits: 'each' }
  const { state, effects } = run(
    [...QUITS_GIVEN, broken(1, 12), event('DISCONNECTED', 2, 13)],
    each,
  )
  t.match(state.outcome, { kind: 'stopped', code: 'ERR_CONSUMER_LOST' })
  t.equal(state.lost, 1)
  t.strictSame(allPeers(state.peers).map(fateOf), ['died', 'quit'])
  t.equal(kinds(effects).filter(kind => kind === 'send-quit').length, 2, 'no Quit is spent on it')
  t.equal(kinds(effects).filter(kind => kind === 'died').length, 1)
  const strict = run([...QUITS_GIVEN, broken(1, 12)], { ...each, onLost: 'fail' })
  t.match(strict.state.outcome, { kind: 'failed', code: 'ERR_CONSUMER_LOST', phase: 'draining' })
})

t.test(
  'ready: how a peer went changes nothing before the drain, nor where it never was ready',
  async t => {
    const each: GateOptions = { ...OPTIONS, quits: 'each' }
    for (const way of [[BOUND, ...join(1)], [...OPENED], [BOUND, event('ACCEPTED', 1)]]) {
      const [clean, cut] = [event('DISCONNECTED', 1, 5), broken(1, 5)].map(end =>
        run([...way, end], each),
      )
      t.strictSame(kinds(cut?.effects ?? []), kinds(clean?.effects ?? []))
      const fates = [clean, cut].map(ran => allPeers(ran?.state.peers ?? EMPTY_BOOK).map(fateOf))
      t.strictSame(fates[1], fates[0])
    }
  },
)

t.test('ready: an extra consumer is told, and gets its Quit too', async t => {
  const extra = run([...OPENED, ...join(3, 5)])
  t.strictSame(kinds(extra.last), ['extra', 'read'])
  const quits = run([...OPENED, ...join(3, 5), { kind: 'work-done', now: 9 }, QUIT, QUIT, QUIT])
  t.equal(quits.state.quits, 3)
  t.equal(kinds(quits.effects).filter(kind => kind === 'send-quit').length, 3)
  const late = run([...DRAINING, QUIT, QUIT, ...join(3, 15)])
  t.strictSame(kinds(late.last), ['extra', 'read', 'send-quit'])
})

t.test('ready: a Quit lost with its consumer is not sent again before the deadline', async t => {
  const lost = [...DRAINING, QUIT, QUIT, event('DISCONNECTED', 1, 20)]
  t.equal(wakeAt(run(lost).state), 520)
  t.strictSame(kinds(run([...lost, { kind: 'tick', now: 519 }]).last), [])
  const again = run([...lost, { kind: 'tick', now: 520 }])
  t.strictSame(kinds(again.last), ['quit-again', 'send-quit'])
  const once = run([...lost, { kind: 'tick', now: 520 }, QUIT, { kind: 'tick', now: 600 }])
  t.strictSame(kinds(once.last), [], 'and only once')
  t.equal(wakeAt(once.state), 1020)
  const end = run([...lost, { kind: 'tick', now: 520 }, QUIT, { kind: 'tick', now: 1020 }])
  t.match(end.state.outcome, { kind: 'timed-out', code: 'ERR_CONSUMERS_STILL_LIVE' })
  t.match(end.state.outcome?.reason, remoteOf(2), 'who is named')
})

t.test('ready: a death while a Quit waits for room does not set another Quit free', async t => {
  const three = { ...OPTIONS, consumers: 3 }
  const inputs: GateInput[] = [
    BOUND,
    ...[1, 2, 3].flatMap(peer => join(peer)),
    { kind: 'work-done', now: 10 },
    QUIT,
    event('DISCONNECTED', 3, 12),
    QUIT,
  ]
  const { state, last } = run(inputs, three)
  t.strictSame(kinds(last), [], 'two live, two Quits')
  t.equal(state.quits, 2)
})

t.test('ready: a wait without progress ends, and says who is missing', async t => {
  const scanners = [event('ACCEPTED', 7, 500), event('HANDSHAKE_FAILED_NO_DETAIL', 7, 501, 32)]
  const inputs = [BOUND, ...join(1, 100), ...scanners, event('DISCONNECTED', 7, 502)]
  t.equal(wakeAt(run(inputs).state), 1100, 'a scanner is no progress')
  const { state } = run([...inputs, { kind: 'tick', now: 1100 }])
  t.match(state.outcome, { kind: 'timed-out', code: 'ERR_CONSUMERS_MISSING', phase: 'waiting' })
  t.equal(
    state.outcome?.reason,
    '1 of 2 consumers did not come within 1000 ms: 1 ready (tcp://127.0.0.1:50001); ' +
      '1 refused in the handshake (tcp://127.0.0.1:50007): Broken pipe (EPIPE)',
  )
  const wrong = [event('ACCEPTED', 7, 500), event('DISCONNECTED', 7, 502)]
  const stranger = run([BOUND, ...wrong, { kind: 'tick', now: 1000 }])
  t.match(
    stranger.state.outcome?.reason,
    /: 1 gone before a handshake: .* another PUSH \(tcp:\/\/127\.0\.0\.1:50007\)$/,
    'a socket of another type leaves no other trace',
  )
  t.match(run([BOUND, ...wrong]).last, [{ kind: 'report', notice: { kind: 'silent' } }, {}])
  const nobody = run([BOUND, { kind: 'tick', now: 1000 }])
  t.match(nobody.state.outcome?.reason, /2 of 2 consumers .*: nobody connected$/)
})

t.test('ready: a peer that comes and goes for ever does not hold the wait up', async t => {
  const flaps = [100, 400, 700, 1000].flatMap(now => [
    ...join(1, now),
    event('DISCONNECTED', 1, now + 1),
  ])
  t.equal(run([BOUND, ...flaps, { kind: 'tick', now: 1100 }]).state.outcome?.kind, 'timed-out')
})

t.test('ready: on version 1 the longest waiting is taken, and that is said', async t => {
  const alone = run([BOUND, bareEvent('ACCEPTED', 5), bareEvent('HANDSHAKE_SUCCEEDED', 0)]).state
  t.equal(alone.peers.isInferred, false, 'one candidate is no guess')
  const inputs = [
    BOUND,
    bareEvent('ACCEPTED', 5),
    bareEvent('ACCEPTED', 6),
    bareEvent('HANDSHAKE_SUCCEEDED', 0),
  ]
  const guessed = run(inputs).state
  t.equal(guessed.peers.isInferred, true)
  t.equal(guessed.counted, 1)
  // The first was a scanner after all: its handshake failed.
  const { state } = run([
    ...inputs,
    bareEvent('HANDSHAKE_FAILED_NO_DETAIL', 32),
    bareEvent('DISCONNECTED', 5),
  ])
  t.equal(state.counted, 1, 'the handshake was the other one’s')
  t.equal(livePeers(state.peers)[0]?.fd, 6)
})

t.test('ready: a bind error in the event is truer than that of the call', async t => {
  // libzmq 4.3.5: a monitor may leave EAGAIN in errno; BIND_FAILED has the true one (EACCES is 13).
  const error: GateInput = { kind: 'error', during: 'bind', code: 'EAGAIN', message: '', now: 1 }
  const { state } = run([error, event('BIND_FAILED', 0, 2, 13)])
  t.match(state.outcome, { kind: 'failed', code: 'EACCES', phase: 'waiting' })
  t.match(
    state.outcome?.reason,
    /^cannot bind tcp:\/\/127\.0\.0\.1:5555: Permission denied \(EACCES\)/,
  )
})

t.test('article: one event is read for each Quit', async t => {
  const opened = run(WAYS.open.slice(0, 4), OPTIONS, articlePolicy)
  t.equal(opened.state.phase, 'open', 'two accepts open it, with one handshake done')
  t.strictSame(kinds(opened.last), ['accepted', 'open'])
  const inputs: GateInput[] = [
    ...WAYS.open.slice(0, 4),
    { kind: 'work-done', now: 10 },
    QUIT,
    event('HANDSHAKE_SUCCEEDED', 2, 11, 0),
    QUIT,
    event('DISCONNECTED', 1, 12),
    QUIT,
    event('DISCONNECTED', 2, 13),
  ]
  const { state, effects } = run(inputs, OPTIONS, articlePolicy)
  t.equal(state.outcome?.kind, 'stopped')
  t.equal(state.quits, 3, 'the handshake that was left over cost a Quit')
  t.equal(kinds(effects).filter(kind => kind === 'send-quit').length, 3)
})

t.test('article: the watchdog finds a blocked send and an unanswered Quit', async t => {
  const opened = [BOUND, ...join(1), ...join(2)]
  const sending: GateInput[] = [...opened, { kind: 'sending', now: 100 }]
  const blocked = run(
    [...sending, { kind: 'tick', now: 1100 }],
    ARTICLE_OPTIONS,
    articlePolicy,
  ).state
  t.match(blocked.outcome, { kind: 'deadlocked', code: 'ERR_DEADLOCK', phase: 'open' })
  t.match(blocked.outcome?.reason, /^a send with no consumer/)
  const quiet: GateInput[] = [
    ...opened,
    { kind: 'work-done', now: 10 },
    QUIT,
    { kind: 'tick', now: 1011 },
  ]
  const silent = run(quiet, ARTICLE_OPTIONS, articlePolicy).state
  t.match(silent.outcome, { kind: 'deadlocked', phase: 'draining' })
  t.match(silent.outcome?.reason, /^no event answers the last Quit/)
  const sleeping = run(
    [...opened, { kind: 'tick', now: 9000 }],
    ARTICLE_OPTIONS,
    articlePolicy,
  ).state
  t.equal(sleeping.phase, 'open', 'a pause between two messages is no deadlock')
})

t.test('the same inputs give the same states and effects, once more and in any copy', async t => {
  for (const policy of ['ready', 'article'] as const) {
    for (const way of Object.values(WAYS)) {
      const copy = JSON.parse(JSON.stringify(way)) as GateInput[]
      t.strictSame(replay(policy, OPTIONS, copy), replay(policy, OPTIONS, way))
    }
  }
})
