// The package's version, from its package.json: the first above this file, compiled or not; and what the
// header of a capture says of an engine.
import { readFileSync } from 'node:fs'
import type { Engine } from '../lib/engine.js'

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return String((manifest as { version?: unknown }).version)
}

/** Whose events an engine makes. Ours names its own version, not that of the libzmq it behaves as. */
export function implementationOf({ name, version }: Pick<Engine, 'name' | 'version'>): {
  readonly implementation: string
  readonly implementationVersion: string
} {
  return name === 'native'
    ? { implementation: 'libzmq', implementationVersion: version }
    : { implementation: 'rawzmq', implementationVersion: packageVersion() }
}
