// Finds the libzmq inside the installed `zeromq` package and binds its functions with `koffi`. Both
// are optional peers of this package: what is missing is said in one NativeUnavailableError.
import { createRequire } from 'node:module'
import { basename, dirname, sep } from 'node:path'
import { readInt } from './memory.js'
import { type Bindings, type ForeignFunction, type Pointer, SYMBOLS } from './symbols.js'

/** What is missing: a package, a build for this platform, or a function of the library. */
export type MissingPiece = 'package' | 'platform' | 'symbol'

/** The native engine cannot run here; the message says what to install. */
export class NativeUnavailableError extends Error {
  override readonly name = 'NativeUnavailableError'
  readonly code = 'ERR_NATIVE_UNAVAILABLE'
  readonly missing: MissingPiece

  constructor(missing: MissingPiece, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.missing = missing
  }
}

/** How packages are found: what we use of Node's `require`. */
export interface ModuleResolver {
  (name: string): unknown
  resolve(name: string): string
  /** Loaded files by path. */
  readonly cache: Readonly<Record<string, unknown>>
}

/** libzmq, bound. Not thread-safe: one of these belongs to one JavaScript thread. */
export interface NativeLibrary {
  /** The file that was loaded. */
  readonly path: string
  /** Such as `4.3.5` (zmq_version(3)). */
  readonly version: string
  readonly zmq: Bindings
  /** True for a capability this libzmq was built with: ipc, curve, draft, … (zmq_has(3)). */
  has(capability: string): boolean
  /** Memory outside of JavaScript that stays where it is; it is never freed. */
  allocate(bytes: number): Pointer
  /** A copy of the bytes at an address. */
  copy(pointer: Pointer, bytes: number): Buffer
  /** Ends the process at once, without waiting for threads that are inside libzmq. */
  endProcess(exitCode: number): void
}

/** What we use of koffi. */
interface Koffi {
  load(path: string | null): {
    func(name: string, result: string, parameters: readonly string[]): unknown
  }
  alloc(type: string, length: number): Pointer
  decode(pointer: Pointer, type: string, length: number): Uint8Array
}

const INSTALL = 'install both with: npm install zeromq@6 koffi@3'

let loaded: NativeLibrary | undefined

/**
 * Loads libzmq, once per thread.
 *
 * @param resolver how to find the packages, if not with Node's own `require`
 * @throws NativeUnavailableError where a package, a build for this platform or a function is missing
 */
export function loadLibrary(resolver?: ModuleResolver): NativeLibrary {
  if (resolver !== undefined) return openLibrary(resolver)
  loaded ??= openLibrary(createRequire(import.meta.url))
  return loaded
}

function openLibrary(resolver: ModuleResolver): NativeLibrary {
  const koffi = expectPackage('koffi', () => resolver('koffi')) as Koffi
  const path = findAddon(resolver)
  const zmq = bind(koffi, path)
  return {
    path,
    version: versionOf(zmq),
    zmq,
    has: capability => zmq.zmq_has(capability) === 1,
    allocate: bytes => koffi.alloc('char', bytes),
    copy(pointer, bytes) {
      if (bytes === 0) return Buffer.alloc(0)
      const { buffer, byteOffset } = koffi.decode(pointer, 'uint8_t', bytes)
      return Buffer.from(buffer, byteOffset, bytes)
    },
    endProcess(exitCode) {
      const runtime = koffi.load(process.platform === 'win32' ? 'ucrtbase.dll' : null)
      const exit = runtime.func('_exit', 'void', ['int']) as (code: number) => void
      exit(exitCode)
    },
  }
}

/**
 * The path of the addon that the `zeromq` package chose for this platform. Running its loader alone
 * is enough, makes no context and opens no socket; versions without that file are loaded whole.
 */
function findAddon(resolver: ModuleResolver): string {
  const root = dirname(expectPackage('zeromq', () => resolver.resolve('zeromq/package.json')))
  try {
    resolver(hasLoader(resolver) ? LOADER : 'zeromq')
  } catch (error) {
    throw platformError('zeromq', error)
  }
  const isInside = (file: string): boolean => file.startsWith(root + sep) && file.endsWith('.node')
  const path = Object.keys(resolver.cache).find(isInside)
  if (path === undefined) throw platformError('zeromq')
  return path
}

const LOADER = 'zeromq/lib/load-addon.js'

function hasLoader(resolver: ModuleResolver): boolean {
  try {
    resolver.resolve(LOADER)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
}

/** What `load` gives, which fails with MODULE_NOT_FOUND if the package is not installed. */
function expectPackage<Result>(name: string, load: () => Result): Result {
  try {
    return load()
  } catch (error) {
    if (!isNotFound(error)) throw platformError(name, error)
    const message = `the native engine needs the package "${name}", which is not installed; ${INSTALL}`
    throw new NativeUnavailableError('package', message, error)
  }
}

function platformError(name: string, cause?: unknown): NativeUnavailableError {
  const { platform, arch, version } = process
  const message = `the package "${name}" has no build for ${platform} ${arch}, Node ${version}; ${INSTALL}`
  return new NativeUnavailableError('platform', message, cause)
}

function bind(koffi: Koffi, path: string): Bindings {
  let library: ReturnType<Koffi['load']>
  try {
    library = koffi.load(path)
  } catch (error) {
    throw platformError('zeromq', error)
  }
  const bound = Object.entries(SYMBOLS).map(
    ([name, { result, arguments: parameters, ...rest }]) => {
      try {
        return [name, library.func(name, result, parameters)]
      } catch (error) {
        const failure = symbolError(name, path, error)
        if ('isDraft' in rest) return [name, absent(failure)]
        throw failure
      }
    },
  )
  return Object.fromEntries(bound) as Bindings
}

function symbolError(name: string, path: string, cause: unknown): NativeUnavailableError {
  const message = `${basename(path)} of the package "zeromq" does not export ${name}; ${INSTALL}`
  return new NativeUnavailableError('symbol', message, cause)
}

/** Stands for a draft function that this libzmq was built without: whoever calls it is told. */
function absent(failure: NativeUnavailableError): ForeignFunction<readonly unknown[], never> {
  const refuse = (): never => {
    throw failure
  }
  return Object.assign(refuse, { async: refuse })
}

function versionOf(zmq: Bindings): string {
  const [major, minor, patch] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(4)] as const
  zmq.zmq_version(major, minor, patch)
  return [major, minor, patch].map(readInt).join('.')
}
