// The package as npm publishes it, in the node_modules of an application: built, packed and unpacked.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Test } from 'tap'
import { completePackage } from '../../build/package.js'

/** What npm says of a package that it has packed. */
export interface Packed {
  readonly filename: string
  /** Octets of the archive. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[]
}

/** An application's folder that has the package and what it depends on, and what npm said. */
export async function builtPackage(
  t: Test,
): Promise<{ readonly folder: string; readonly packed: Packed }> {
  const folder = t.testdir({ 'package.json': '{}' })
  return { folder, packed: await installPackage(folder) }
}

/** Puts the package and what it depends on into an application's folder, and its archive into `source`. */
export async function installPackage(folder: string): Promise<Packed> {
  const source = join(folder, 'source')
  for (const name of [source, join(folder, 'node_modules')]) mkdirSync(name, { recursive: true })
  for (const name of ['package.json', 'README.md', 'README.zh-CN.md', 'LICENSE', 'CHANGELOG.md'])
    cpSync(name, join(source, name))
  for (const name of ['dist/lib', 'dist/bin', 'drivers'])
    cpSync(name, join(source, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(source, 'node_modules'))
  await completePackage(source)
  const said = execFileSync('npm', ['pack', '--ignore-scripts', '--json'], {
    cwd: source,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [packed] = JSON.parse(said) as [Packed]
  const modules = join(folder, 'node_modules')
  execFileSync('tar', ['xzf', join(source, packed.filename), '-C', modules])
  renameSync(join(modules, 'package'), join(modules, 'rawzmq'))
  for (const name of [
    'commander',
    '@msgpack',
    'uplot',
    'libsodium-sumo',
    'libsodium-wrappers-sumo',
  ]) {
    symlinkSync(resolve('node_modules', name), join(modules, name))
  }
  return packed
}
