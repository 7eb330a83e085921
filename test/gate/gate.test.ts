import t from 'tap'
import fc from 'fast-check'
import { articlePolicy, ARTICLE_TABLE } from '../../lib/gate/article.js'
import { GATE_TABLE, initialState, readyPolicy, step, wakeAt } from '../../lib/gate/gate.js'
import { replay } from '../../lib/gate/policies.js'
import { EVENT_SIGNALS } from '../../lib/gate/signals.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  GateState,
  Phase,
  Policy,
} from '../../lib/gate/state.js'
import type { GateEventName } from '../../lib/gate/signals.js'

const OPTIONS: GateOptions = {
  endpoint: 'tcp://127.0.0.1:5555',
  consumers: 2,
  timeoutMs: 1000,
  now: 0,
}

const remoteOf = (peer: number): string => `tcp://127.0.0.1:${50000 + peer}`

function event(name: GateEventName, peer: number, now = 0, value = peer): GateInput {
  return { kind: 'event', event: name, value, local: OPTIONS.endpoint, remote: remoteOf(peer), now }
}

/** Accept and handshake. */
const join = (peer: number, now = 0): GateInput[] => [
  event('ACCEPTED', peer, now),
  event('HANDSHAKE_SUCCEEDED', peer, now, 0),
]

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

const BOUND: GateInput = { kind: 'bound', now: 0 }
const OPENED = [BOUND, ...join(1), ...join(2)]
const DRAINING: GateInput[] = [...OPENED, { kind: 'work-done', now: 10 }]
const QUIT: GateInput = { kind: 'quit-sent', now: 11 }

/** One way into each phase. */
const WAYS: Record<Phase, readonly GateInput[]> = {
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

t.test('ready: a wait without progress ends, and says who is missing', async t => {
  const scanners = [event('ACCEPTED', 7, 500), event('HANDSHAKE_FAILED_NO_DETAIL', 7, 501, 32)]
  const inputs = [BOUND, ...join(1, 100), ...scanners, event('DISCONNECTED', 7, 502)]
  t.equal(wakeAt(run(inputs).state), 1100, 'a scanner is no progress')
  const { state } = run([...inputs, { kind: 'tick', now: 1100 }])
  t.match(state.outcome, { kind: 'timed-out', code: 'ERR_CONSUMERS_MISSING', phase: 'waiting' })
  t.equal(
    state.outcome?.reason,
    '1 of 2 consumers did not come within 1000 ms: 1 ready (tcp://127.0.0.1:50001); ' +
      '1 refused in the handshake (tcp://127.0.0.1:50007)',
  )
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
  const bare = (name: GateEventName, value: number): GateInput => ({
    kind: 'event',
    event: name,
    value,
    now: 0,
  })
  const alone = run([BOUND, bare('ACCEPTED', 5), bare('HANDSHAKE_SUCCEEDED', 0)]).state
  t.equal(alone.peers.isInferred, false, 'one candidate is no guess')
  const inputs = [BOUND, bare('ACCEPTED', 5), bare('ACCEPTED', 6), bare('HANDSHAKE_SUCCEEDED', 0)]
  const guessed = run(inputs).state
  t.equal(guessed.peers.isInferred, true)
  t.equal(guessed.counted, 1)
  // The first was a scanner after all: its handshake failed.
  const { state } = run([
    ...inputs,
    bare('HANDSHAKE_FAILED_NO_DETAIL', 32),
    bare('DISCONNECTED', 5),
  ])
  t.equal(state.counted, 1, 'the handshake was the other one’s')
  t.equal(state.peers.connected[0]?.fd, 6)
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
  const blocked = run([...sending, { kind: 'tick', now: 1100 }], OPTIONS, articlePolicy).state
  t.match(blocked.outcome, { kind: 'deadlocked', code: 'ERR_DEADLOCK', phase: 'open' })
  t.match(blocked.outcome?.reason, /^a send with no consumer/)
  const quiet: GateInput[] = [
    ...opened,
    { kind: 'work-done', now: 10 },
    QUIT,
    { kind: 'tick', now: 1011 },
  ]
  const silent = run(quiet, OPTIONS, articlePolicy).state
  t.match(silent.outcome, { kind: 'deadlocked', phase: 'draining' })
  t.match(silent.outcome?.reason, /^no event answers the last Quit/)
  const sleeping = run([...opened, { kind: 'tick', now: 9000 }], OPTIONS, articlePolicy).state
  t.equal(sleeping.phase, 'open', 'a pause between two messages is no deadlock')
})

// A world of peers beside the gate: what really happens, whom Quits really reach.

type Move =
  | { readonly kind: 'accept' | 'handshake' | 'fail' | 'die' | 'take-quit'; readonly peer: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'send' | 'work-done' | 'abort' | 'stray' }

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
    { weight: 1, arbitrary: fc.constant({ kind: 'work-done' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'stray' as const }) },
  )
}

class World {
  state: GateState
  readonly inputs: GateInput[] = []
  readonly #accepted = new Set<number>()
  /** Live peers in the order of their pipes, and how many Quits each has. */
  readonly #pipes: { peer: number; quits: number }[] = []
  readonly faults: string[] = []
  #next = 0
  #now = 0
  #isAgain = false
  #hasLateJoin = false
  #everLive = 0
  #quitsOfRound = 0
  opens = 0
  stops = 0

  constructor(readonly options: GateOptions) {
    this.state = initialState(options)
    this.take({ kind: 'bound', now: 0 })
  }

  take(input: GateInput): void {
    this.inputs.push(input)
    const before = this.state.phase
    const { state, effects } = step(this.state, input)
    this.state = state
    if (before !== 'draining' && state.phase === 'draining') this.#everLive = this.#pipes.length
    for (const effect of effects) this.#perform(effect)
  }

  #perform(effect: GateEffect): void {
    const live = this.#pipes.length
    if (this.stops > 0) this.faults.push(`${effect.kind} after the end`)
    if (effect.kind === 'open') {
      this.opens++
      if (live < this.options.consumers) this.faults.push(`opened with ${live}`)
    } else if (effect.kind === 'report' && effect.notice.kind === 'quit-again') {
      this.#isAgain = true
      this.#quitsOfRound = 0
      this.#everLive = live
    } else if (effect.kind === 'send-quit') {
      this.#sendQuit()
    } else if (effect.kind === 'stop') {
      this.stops++
      if (effect.outcome.kind === 'stopped' && live > 0) this.faults.push('left a live consumer')
    }
  }

  #sendQuit(): void {
    const pipe = this.#pipes[this.#next % Math.max(this.#pipes.length, 1)]
    if (pipe === undefined) {
      this.faults.push('a Quit with nobody to take it')
      return
    }
    this.#next = (this.#next + 1) % this.#pipes.length
    pipe.quits++
    this.#quitsOfRound++
    if (this.#quitsOfRound > this.#everLive) this.faults.push('more Quits than consumers')
    // Who comes late gets its pipe at the end of the ring, so the ring no longer tells whose turn it is.
    if (pipe.quits > 1 && !this.#isAgain && !this.#hasLateJoin) {
      this.faults.push('two Quits for one consumer')
    }
    this.take({ kind: 'quit-sent', now: this.#now })
  }

  move(move: Move): void {
    const now = this.#now
    switch (move.kind) {
      case 'accept':
        if (this.#accepted.has(move.peer)) return
        this.#accepted.add(move.peer)
        this.take(event('ACCEPTED', move.peer, now))
        break
      case 'handshake':
        if (!this.#accepted.has(move.peer) || this.#hasPipe(move.peer)) return
        this.#pipes.push({ peer: move.peer, quits: 0 })
        if (this.state.phase === 'draining') {
          this.#everLive++
          this.#hasLateJoin = true
        }
        this.take(event('HANDSHAKE_SUCCEEDED', move.peer, now, 0))
        break
      case 'fail':
        if (!this.#accepted.has(move.peer) || this.#hasPipe(move.peer)) return
        this.take(event('HANDSHAKE_FAILED_PROTOCOL', move.peer, now, 0x10000001))
        this.#leave(move.peer)
        break
      case 'die':
        this.#leave(move.peer)
        break
      case 'take-quit':
        if (this.#pipes.some(({ peer, quits }) => peer === move.peer && quits > 0)) {
          this.#leave(move.peer)
        }
        break
      case 'wait':
        this.#now += move.ms
        this.take({ kind: 'tick', now: this.#now })
        break
      case 'send':
        if (this.state.phase !== 'open' || this.#pipes.length === 0) return
        this.take({ kind: 'sending', now })
        this.take({ kind: 'sent', now })
        break
      case 'work-done':
        if (this.state.phase === 'open') this.take({ kind: 'work-done', now })
        break
      case 'abort':
        this.take({ kind: 'abort', now })
        break
      case 'stray':
        this.take(event('DISCONNECTED', 99, now))
        break
    }
  }

  #hasPipe(peer: number): boolean {
    return this.#pipes.some(pipe => pipe.peer === peer)
  }

  #leave(peer: number): void {
    if (!this.#accepted.delete(peer)) return
    const index = this.#pipes.findIndex(pipe => pipe.peer === peer)
    if (index >= 0) {
      this.#pipes.splice(index, 1)
      if (index < this.#next) this.#next--
      this.#next = this.#pipes.length === 0 ? 0 : this.#next % this.#pipes.length
    }
    this.take(event('DISCONNECTED', peer, this.#now))
  }

  /** Nothing more happens but time: the run must end. Says how many wake-ups that took. */
  end(): number {
    let wakes = 0
    if (this.state.phase === 'open') this.take({ kind: 'work-done', now: this.#now })
    while (this.stops === 0 && wakes < 1000) {
      const at = wakeAt(this.state)
      if (at === undefined) break
      this.#now = Math.max(this.#now, at)
      this.take({ kind: 'tick', now: this.#now })
      wakes++
    }
    return wakes
  }
}

const RUN = fc
  .record({ peers: fc.integer({ min: 1, max: 50 }), share: fc.integer({ min: 1, max: 100 }) })
  .chain(({ peers, share }) =>
    fc.record({
      consumers: fc.constant(Math.max(1, Math.ceil((peers * share) / 200))),
      moves: fc.array(moveOf(peers), { maxLength: 400, size: 'max' }),
    }),
  )

t.test('in any order of things the gate keeps its promises and ends', async t => {
  let opened = 0
  let stopped = 0
  const checkAll = (): void =>
    fc.assert(
      fc.property(RUN, ({ consumers, moves }) => {
        const world = new World({ ...OPTIONS, consumers })
        for (const move of moves) world.move(move)
        const wakes = world.end()
        opened += world.opens
        stopped += world.state.phase === 'stopped' ? 1 : 0
        if (world.faults.length > 0) throw new Error(world.faults.join(', '))
        if (world.stops !== 1) throw new Error(`${world.stops} ends`)
        if (world.opens > 1) throw new Error('opened twice')
        if (wakes > 5) throw new Error(`${wakes} wake-ups to the end`)
        const again = replay('ready', { ...OPTIONS, consumers }, world.inputs).at(-1)?.state
        if (JSON.stringify(again) !== JSON.stringify(world.state)) throw new Error('replay differs')
      }),
      { numRuns: 300, seed: 20190622 },
    )
  t.doesNotThrow(checkAll)
  t.ok(opened > 20, `the runs were not empty: ${opened} opened`)
  t.ok(stopped > 3, `${stopped} went all the way`)
})

t.test('when every consumer takes its Quit, each gets exactly one', async t => {
  const checkAll = (): void =>
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
          for (const { peer } of order.toReversed()) world.move({ kind: 'take-quit', peer })
          if (world.faults.length > 0) throw new Error(world.faults.join(', '))
          return world.state.phase === 'stopped' && world.state.quits === consumers
        },
      ),
      { numRuns: 100, seed: 20190622 },
    )
  t.doesNotThrow(checkAll)
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
              const had = state.peers.connected.find(other => other.fd === input.value)
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

t.test('the same inputs give the same states and effects, once more and in any copy', async t => {
  for (const policy of ['ready', 'article'] as const) {
    for (const way of Object.values(WAYS)) {
      const copy = JSON.parse(JSON.stringify(way)) as GateInput[]
      t.strictSame(replay(policy, OPTIONS, copy), replay(policy, OPTIONS, way))
    }
  }
})
