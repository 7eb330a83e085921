// Inputs of a gate, as a monitor of version 2 would make them.
import type { GateEventName } from '../../lib/gate/machine/signals.js'
import type { GateInput, GateOptions } from '../../lib/gate/machine/state.js'

/** Two consumers, a second of patience. */
export const OPTIONS: GateOptions = {
  endpoint: 'tcp://127.0.0.1:5555',
  consumers: 2,
  timeoutMs: { waiting: 1000, draining: 1000 },
  now: 0,
}

/** The remote endpoint of a peer. */
export const remoteOf = (peer: number): string => `tcp://127.0.0.1:${50000 + peer}`

/** An event about a peer; its descriptor is its number. */
export function event(name: GateEventName, peer: number, now = 0, value = peer): GateInput {
  return { kind: 'event', event: name, value, local: OPTIONS.endpoint, remote: remoteOf(peer), now }
}

/** A peer goes that had not read all that was written to it. */
export function broken(peer: number, now = 0): GateInput {
  return { ...event('DISCONNECTED', peer, now), isBroken: true } as GateInput
}

/** An event of version 1: no endpoints that tell peers apart. */
export function bareEvent(name: GateEventName, value: number): GateInput {
  return { kind: 'event', event: name, value, now: 0 }
}

/** Accept and handshake. */
export const join = (peer: number, now = 0): GateInput[] => [
  event('ACCEPTED', peer, now),
  event('HANDSHAKE_SUCCEEDED', peer, now, 0),
]
