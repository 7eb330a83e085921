// The package's version, from its package.json: the first above this file, compiled or not.
import { readFileSync } from 'node:fs'

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return String((manifest as { version?: unknown }).version)
}
