import { createRequire } from 'node:module'
import { sep } from 'node:path'
import t from 'tap'
import {
  loadLibrary,
  type ModuleResolver,
  NativeUnavailableError,
} from '../../lib/native/library.js'
import { SYMBOLS, type SymbolName } from '../../lib/native/symbols.js'

const require = createRequire(import.meta.url)

interface Koffi {
  load(path: string): { func(name: string, ...rest: unknown[]): unknown }
}

/** Node's own resolver, but for what a test changes. */
function resolver(changes: {
  readonly load?: (name: string) => unknown
  readonly resolve?: (name: string) => string
  readonly cache?: Record<string, unknown>
}): ModuleResolver {
  const load = (name: string): unknown => changes.load?.(name) ?? require(name)
  const resolve = (name: string): string => changes.resolve?.(name) ?? require.resolve(name)
  return Object.assign(load, { resolve, cache: changes.cache ?? require.cache })
}

function notFound(name: string): never {
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' })
}

/** koffi, unable to find one function. */
function koffiWithout(symbol: SymbolName): Koffi {
  const koffi = require('koffi') as Koffi
  return {
    ...koffi,
    load(path) {
      const library = koffi.load(path)
      return {
        func(name, ...rest) {
          if (name === symbol) throw new Error(`Cannot find function '${name}' in shared library`)
          return library.func(name, ...rest)
        },
      }
    },
  }
}

t.test('libzmq is found in the zeromq package, and loaded once', async t => {
  const library = loadLibrary()
  t.match(library.path, new RegExp(`node_modules\\${sep}zeromq\\${sep}.*\\.node$`))
  t.equal(library.version, (require('zeromq') as { version: string }).version)
  t.equal(loadLibrary(), library)
})

t.test('every function of the table is bound and says whether libzmq can do something', async t => {
  const library = loadLibrary()
  for (const name of Object.keys(SYMBOLS) as SymbolName[]) {
    t.type(library.zmq[name], 'function', name)
    t.type(library.zmq[name].async, 'function', name)
  }
  t.equal(library.has('ipc'), true)
  t.equal(library.has('no such capability'), false)
  t.match(library.zmq.zmq_strerror(22), /Invalid argument/i)
})

t.test('its memory is copied out', async t => {
  const library = loadLibrary()
  const message = library.allocate(128)
  t.equal(library.zmq.zmq_msg_init(message), 0)
  t.equal(library.zmq.zmq_msg_size(message), 0)
  t.same(library.copy(message, 0), Buffer.alloc(0))
  const before = library.copy(message, 64)
  t.equal(before.length, 64)
  before.fill(0xff)
  t.equal(library.zmq.zmq_msg_size(message), 0, 'a copy, not the memory itself')
  t.equal(library.zmq.zmq_msg_close(message), 0)
})

t.test('a missing package is named, and what to install', async t => {
  for (const name of ['zeromq', 'koffi']) {
    const without = resolver({
      load: wanted => (wanted === name ? notFound(name) : undefined),
      resolve: wanted => (wanted === `${name}/package.json` ? notFound(wanted) : ''),
    })
    const error = t.throws(() => loadLibrary(without), NativeUnavailableError)
    t.match(error, {
      code: 'ERR_NATIVE_UNAVAILABLE',
      missing: 'package',
      message: `the native engine needs the package "${name}", which is not installed; install both with: npm install zeromq@6 koffi@3`,
      cause: { code: 'MODULE_NOT_FOUND' },
    })
  }
})

t.test('a package that is there but does not load has no build for this platform', async t => {
  const failure = new Error('no compatible build')
  const expected = {
    missing: 'platform',
    message: new RegExp(
      `no build for ${process.platform} ${process.arch}, Node v\\d+.*npm install`,
    ),
  }
  const zeromq = resolver({
    load(name) {
      if (name.startsWith('zeromq')) throw failure
      return undefined
    },
  })
  t.match(
    t.throws(() => loadLibrary(zeromq)),
    { ...expected, cause: failure },
  )

  const koffi = resolver({
    load(name) {
      if (name === 'koffi') throw failure
      return undefined
    },
  })
  t.match(
    t.throws(() => loadLibrary(koffi)),
    { ...expected, cause: failure },
  )

  const unloadable = resolver({
    load: name =>
      name === 'koffi'
        ? {
            load: () => {
              throw failure
            },
          }
        : undefined,
  })
  t.match(
    t.throws(() => loadLibrary(unloadable)),
    { ...expected, cause: failure },
  )

  t.match(
    t.throws(() => loadLibrary(resolver({ cache: {} }))),
    expected,
    'no addon was loaded',
  )
})

t.test('a version of the package without its loader is loaded whole', async t => {
  const loaded: string[] = []
  const older = resolver({
    load(name) {
      loaded.push(name)
      return undefined
    },
    resolve: name => (name === 'zeromq/lib/load-addon.js' ? notFound(name) : require.resolve(name)),
  })
  t.equal(loadLibrary(older).version, loadLibrary().version)
  t.same(loaded, ['koffi', 'zeromq'])
})

t.test('any other fault on the way to the library is given as the cause', async t => {
  const broken = resolver({
    resolve(name) {
      if (name === 'zeromq/lib/load-addon.js') throw new Error('disk on fire')
      return require.resolve(name)
    },
  })
  t.throws(() => loadLibrary(broken), { missing: 'platform', cause: { message: 'disk on fire' } })
})

t.test('a missing function is named', async t => {
  const koffi = koffiWithout('zmq_ctx_shutdown')
  const without = resolver({ load: name => (name === 'koffi' ? koffi : undefined) })
  t.match(
    t.throws(() => loadLibrary(without)),
    {
      missing: 'symbol',
      message: /addon\.node of the package "zeromq" does not export zmq_ctx_shutdown; install/,
    },
  )
})

t.test('a missing draft function is only missed when it is called', async t => {
  const koffi = koffiWithout('zmq_socket_monitor_pipes_stats')
  const library = loadLibrary(resolver({ load: name => (name === 'koffi' ? koffi : undefined) }))
  const { zmq_socket_monitor_pipes_stats: absent } = library.zmq
  t.match(
    t.throws(() => absent(null)),
    { missing: 'symbol' },
  )
  t.match(
    t.throws(() => absent.async(null, () => {})),
    { missing: 'symbol' },
  )
})
