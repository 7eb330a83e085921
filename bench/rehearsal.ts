// A whole run in memory: the inputs a gate gets from a number of consumers and messages, for benches and
// tests that ask what the gate itself costs. Pure.
import { initialState, step } from '../lib/gate/machine/gate.js'
import type { EventInput, GateEventName } from '../lib/gate/machine/signals.js'
import type { GateInput, GateOptions, GateState } from '../lib/gate/machine/state.js'

const LOCAL = 'tcp://127.0.0.1:5555'

/** What a rehearsal did. */
export interface Rehearsal {
  /** Inputs the gate has decided on. */
  readonly steps: number
  readonly state: GateState
}

/** The options of a rehearsal with a number of consumers. */
export function rehearsalOptions(consumers: number): GateOptions {
  return { endpoint: LOCAL, consumers, timeoutMs: {}, quits: 'each', now: 0 }
}

/**
 * The inputs of a run that goes as planned: all are accepted, all do their handshake, the messages are
 * sent, each consumer gets its Quit, all leave.
 *
 * @param consumers 1 or more
 * @param messages 0 or more
 */
export function* rehearsalInputs(consumers: number, messages = 0): Generator<GateInput> {
  yield { kind: 'bound', now: 0 }
  for (let peer = 1; peer <= consumers; peer++) yield eventOf('ACCEPTED', peer, peer)
  for (let peer = 1; peer <= consumers; peer++) yield eventOf('HANDSHAKE_SUCCEEDED', peer, 0)
  for (let message = 0; message < messages; message++) {
    yield { kind: 'sending', now: 1 }
    yield { kind: 'sent', now: 1 }
  }
  yield { kind: 'work-done', now: 2 }
  for (let peer = 1; peer <= consumers; peer++) yield { kind: 'quit-sent', now: 3, peer }
  for (let peer = 1; peer <= consumers; peer++) yield eventOf('DISCONNECTED', peer, peer)
}

/** Runs a gate over those inputs. Its cost should grow as their number does. */
export function rehearse(consumers: number, messages = 0): Rehearsal {
  let state = initialState(rehearsalOptions(consumers))
  let steps = 0
  for (const input of rehearsalInputs(consumers, messages)) {
    ;({ state } = step(state, input))
    steps++
  }
  return { steps, state }
}

function eventOf(event: GateEventName, peer: number, value: number): EventInput {
  const remote = `tcp://127.0.0.1:${peer}`
  return { kind: 'event', event, value, local: LOCAL, remote, now: 0 }
}
