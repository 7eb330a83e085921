// A fresh good link and a message over it: the question that ends every run, and the step `anew`.
import type { LinkName, Outcome } from './case.js'
import { join } from './join.js'
import type { Scene } from './scene.js'
import { pass } from './traffic.js'

/** A link that fails is tried again: what the endpoint has of an older one may be in the way for a moment. */
export const FRESH_TRIES = 3
let count = 0

/** Passes a message with a text of its own over a link that has joined. */
export function passFresh(scene: Scene, name: LinkName): Promise<Outcome | undefined> {
  const text = `"fresh ${String(++count % 10_000).padStart(4, '0')}"`
  return pass(scene, scene.at(name), { parts: [text], frames: `00 0a ${text}`, isRepeated: true })
}

/** The step `anew`. @returns what went wrong in the last try */
export async function anew(scene: Scene, name: LinkName): Promise<Outcome | undefined> {
  for (let tried = 1; ; tried++) {
    const outcome = (await join(scene, name, 3)) ?? (await passFresh(scene, name))
    if (outcome === undefined || scene.ended !== undefined || tried === FRESH_TRIES) return outcome
    await scene.closeLinks([name])
  }
}
