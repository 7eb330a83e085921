// How mutants are put together.
import type { Mode } from '../../../lib/conformance/case.js'
import type { SocketTypeName } from '../../../lib/engine.js'
import type { Fault } from './fault.js'

/** A mutant of one case. */
export interface Mutant {
  readonly fault: Fault
  readonly socket: SocketTypeName
  readonly mode: Mode
}

/** Where the case meets it. */
export type Place = Partial<Pick<Mutant, 'socket' | 'mode'>>

/** A mutant: a PULL that binds, if not said otherwise. */
export const at = (fault: Fault, place: Place = {}): Mutant => ({
  socket: 'PULL',
  mode: 'bind',
  ...place,
  fault,
})

/** Named faults of behaviour. */
export const has = (...names: readonly string[]): Fault => ({ has: names })

type Kind = 'ready' | 'error' | 'command' | 'message'

/** Frames of a kind are changed before they are sent. */
export const sends = (kind: Kind, change: (frame: Buffer) => Buffer[]): Fault => ({
  sends: (frame, ofKind) => (ofKind === kind ? change(frame) : [frame]),
})

/** Messages are changed before they are delivered; undefined drops one. */
export const delivers = (
  change: (parts: readonly Buffer[]) => readonly Buffer[] | undefined,
): Fault => ({
  delivers: parts => {
    const changed = change(parts)
    return changed === undefined ? [] : [changed]
  },
})

/** Something legal closes the link. */
export const refuses = (wanted: string, when: (octets: Buffer) => boolean = () => true): Fault => ({
  refuses: (what, octets) => what === wanted && when(octets),
})
