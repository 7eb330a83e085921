// The implementations that the suite is run against: drivers/registry.json, how their drivers start, and which of
// them have been built here (build/drivers.ts does that).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SocketTypeName } from '../../engine.js'
import { UsageError } from '../../errors.js'
import type { Mechanism } from '../endpoint-options.js'

/** What must be on a machine: a command, of a version or newer, or a file. */
export type Tool =
  | {
      readonly command: string
      readonly arguments?: readonly string[]
      readonly atLeast?: string
    }
  | { readonly file: string }

/** What every entry of the registry says. drivers/registry.schema.json describes each field. */
interface Known {
  readonly name: string
  readonly title: string
  readonly version: string
  readonly language: string
  readonly packages: readonly {
    readonly registry: string
    readonly name: string
    readonly version: string
  }[]
}

/** An implementation with a driver. */
export interface Implementation extends Known {
  readonly tools: readonly Tool[]
  readonly build: readonly (readonly string[])[]
  readonly start: readonly string[]
  readonly says?: string
  readonly zmtp: readonly string[]
  readonly sockets: readonly SocketTypeName[]
  readonly mechanisms: readonly Mechanism[]
  readonly transports: readonly string[]
  readonly monitor: string | null
}

/** One that cannot be tested, and why. */
export interface LeftOut extends Known {
  readonly leftOut: string
}

/** Where drivers are, of this package. */
export const DRIVERS = fileURLToPath(new URL('../../../../drivers', import.meta.url))

/** Where they are built; git ignores it. */
const SHARED = join(DRIVERS, 'build')

/** A folder for what belongs to one. */
export const buildFolder = ({ name }: Known): string => join(SHARED, name)

/** Left there when a driver is built and starts: the entry of the registry that it was built by. */
export const stampFile = (implementation: Known): string =>
  join(buildFolder(implementation), 'built.json')

/** The registry, in the order of tables: ours is the first. */
export function readRegistry(): readonly (Implementation | LeftOut)[] {
  const text = readFileSync(join(DRIVERS, 'registry.json'), 'utf8')
  return (JSON.parse(text) as { implementations: (Implementation | LeftOut)[] }).implementations
}

/** Those that have a driver. */
export function implementations(): readonly Implementation[] {
  return readRegistry().filter(each => 'start' in each)
}

/** Puts folders in the place of {drivers}, {build} and {shared}. */
export function placed(implementation: Implementation, words: readonly string[]): string[] {
  const folders = { drivers: DRIVERS, build: buildFolder(implementation), shared: SHARED }
  return words.map(word =>
    word.replaceAll(
      /\{(drivers|build|shared)\}/g,
      (_, name: keyof typeof folders) => folders[name],
    ),
  )
}

/** The command line that starts a driver, as --exec takes it. */
export function startCommand(implementation: Implementation): string {
  return placed(implementation, implementation.start)
    .map(word => `"${word}"`)
    .join(' ')
}

/** True if the driver was built here, by this entry of the registry, or needs nothing but this package's own. */
export function isBuilt(implementation: Implementation): boolean {
  if (implementation.build.length + implementation.tools.length === 0) return true
  try {
    return readFileSync(stampFile(implementation), 'utf8') === JSON.stringify(implementation)
  } catch {
    return false // never built
  }
}

/** Those with one of the names; all without names. @throws UsageError for a name that nobody has */
export function chosen<T extends Known>(
  flag: string,
  all: readonly T[],
  names: readonly string[] | undefined,
): readonly T[] {
  for (const name of names ?? []) {
    if (all.every(each => each.name !== name)) {
      throw new UsageError(`${flag}: ${name} is none of ${all.map(each => each.name).join(', ')}`)
    }
  }
  return all.filter(({ name }) => names === undefined || names.includes(name))
}
