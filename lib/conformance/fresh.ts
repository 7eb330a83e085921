// A fresh good link and a message over it: the question that ends every run, and the step `anew`.
import type { LinkName, Outcome, Run } from './case.js'
import { octets } from '../raw/hex.js'
import { join } from './join.js'
import type { Scene } from './scene.js'
import { pass } from './traffic.js'

/** A link that fails is tried again: what the endpoint has of an older one may be in the way for a moment. */
export const FRESH_TRIES = 3
let count = 0

/** Whether a message may have been delivered by a run. */
export type Allowance = (parts: readonly Buffer[]) => boolean

/** What a run may have delivered, though no step waits for it. */
export function allowanceOf(scene: Scene, { allow = [] }: Run): Allowance {
  if (allow === 'any') return () => true
  const allowed = allow.map(parts => parts.map(part => octets(part, scene.hex)))
  return parts =>
    allowed.some(
      wanted =>
        wanted.length === parts.length &&
        wanted.every((part, at) => part.equals(parts[at] ?? part)),
    )
}

/** Passes a message with a text of its own over a link that has joined. */
export function passFresh(
  scene: Scene,
  name: LinkName,
  isAllowed: Allowance = () => false,
): Promise<Outcome | undefined> {
  const text = `"fresh ${String(++count % 10_000).padStart(4, '0')}"`
  const frames = `00 0a ${text}`
  return pass(scene, scene.at(name), { parts: [text], frames, isRepeated: true, isAllowed })
}

/** The step `anew`. @returns what went wrong in the last try */
export async function anew(scene: Scene, name: LinkName): Promise<Outcome | undefined> {
  for (let tried = 1; ; tried++) {
    const outcome = (await join(scene, name, 3)) ?? (await passFresh(scene, name))
    if (outcome === undefined || scene.ended !== undefined || tried === FRESH_TRIES) return outcome
    await scene.closeLinks([name])
  }
}
