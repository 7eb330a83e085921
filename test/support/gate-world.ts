// A world of peers beside a gate: what really happens, and whom the Quits of a PUSH really reach. It
// notes each promise the gate breaks.
import { initialState, step, wakeAt } from '../../lib/gate/machine/gate.js'
import type { GateEffect, GateInput, GateOptions, GateState } from '../../lib/gate/machine/state.js'
import { peerOf } from '../../lib/gate/machine/peer.js'
import { event, remoteOf } from './gate-inputs.js'

/** What can happen in it. */
export type Move =
  | { readonly kind: 'accept' | 'handshake' | 'fail' | 'die' | 'take-quit'; readonly peer: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'send' | 'work-done' | 'abort' | 'stray' | 'room' }

export class World {
  state: GateState
  readonly inputs: GateInput[] = []
  readonly #accepted = new Set<number>()
  /** Live peers in the order of their pipes, and how many Quits each has. */
  readonly #pipes: { peer: number; quits: number }[] = []
  readonly faults: string[] = []
  /** Inputs that answer effects: given once all effects have been carried out. */
  readonly #later: GateInput[] = []
  #next = 0
  #now = 0
  #isAgain = false
  #isQuitPending = false
  /** The ring no longer tells whose turn it is. */
  #isRingOff = false
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
    const later = this.#later.shift()
    if (later !== undefined) this.take(later)
  }

  #perform(effect: GateEffect): void {
    const live = this.#pipes.length
    if (this.stops > 0) this.faults.push(`${effect.kind} after the end`)
    if (effect.kind === 'open') {
      this.opens++
      const { consumers, enough = consumers } = this.options
      if (live < enough) this.faults.push(`opened with ${live}`)
    } else if (effect.kind === 'report' && effect.notice.kind === 'quit-again') {
      this.#isAgain = true
      this.#quitsOfRound = 0
      this.#everLive = live
    } else if (effect.kind === 'send-quit') {
      if (effect.peer === undefined) this.#sendQuit()
      else this.#quitTo(effect.peer)
    } else if (effect.kind === 'stop') {
      this.stops++
      if (effect.outcome.kind === 'stopped' && live > 0) this.faults.push('left a live consumer')
    }
  }

  /** A Quit is to be sent. Like a full pipe, it waits for a `room` move. */
  #sendQuit(): void {
    if (this.#pipes.length === 0) this.faults.push('a Quit with nobody to take it')
    if (this.#isQuitPending) this.faults.push('two Quits at a time')
    this.#isQuitPending = true
    this.#quitsOfRound++
    if (this.#quitsOfRound > this.#everLive) this.faults.push('more Quits than consumers')
  }

  /** A Quit for one peer, as our engine sends it: at once, or its link is gone already. */
  #quitTo(id: number): void {
    const remote = peerOf(this.state.peers, id)?.remote
    const pipe = this.#pipes.find(({ peer }) => remoteOf(peer) === remote)
    const base = { kind: 'quit-sent', now: this.#now, peer: id } as const
    if (pipe === undefined) this.#later.push({ ...base, isGone: true })
    else {
      pipe.quits++
      if (pipe.quits > 1) this.faults.push('two Quits for one consumer')
      this.#later.push(base)
    }
  }

  #deliverQuit(): void {
    const pipe = this.#pipes[this.#next]
    if (!this.#isQuitPending || pipe === undefined) return
    this.#isQuitPending = false
    this.#next = (this.#next + 1) % this.#pipes.length
    pipe.quits++
    if (pipe.quits > 1 && !this.#isAgain && !this.#isRingOff) {
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
          // Its pipe is at the end of the ring, perhaps behind some that had their turn.
          this.#isRingOff = true
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
      case 'room':
        this.#deliverQuit()
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
      // A Quit on its way, which cannot be called back, now reaches somebody else.
      if (this.#isQuitPending) this.#isRingOff = true
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
      while (this.#isQuitPending && this.#pipes.length > 0) this.#deliverQuit()
      const at = wakeAt(this.state)
      if (at === undefined) break
      this.#now = Math.max(this.#now, at)
      this.take({ kind: 'tick', now: this.#now })
      wakes++
    }
    return wakes
  }
}
