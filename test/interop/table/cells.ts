// The cells of the interop table, and how one is tried: two sockets, each of its engine, that talk over a transport
// in a version of ZMTP.
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { relayAsOlder, VERSIONS, type Relay, type Version } from './old-greetings.js'
import { TYPE_PAIRS, type TypePair } from './talks.js'

/** One try: ours with a peer. */
export interface Cell {
  readonly pair: TypePair
  /** Ours is the first of the two types, or the second. */
  readonly isOursFirst: boolean
  readonly isOursBound: boolean
  readonly transport: 'tcp' | 'ipc' | 'inproc'
  readonly version: Version
}

/** Debian's libzmq, beside that of the package zeromq. */
const DEBIAN_LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/libzmq.so.5`

/** Why it cannot be used; false if it can. */
export const noDebianLibrary: string | false =
  !existsSync(DEBIAN_LIBRARY) && `${DEBIAN_LIBRARY} of Debian's package libzmq5 is not here`

const own = createRequire(import.meta.url)

/** Debian's libzmq, where the native engine looks for that of the package: a link has the name that it wants. */
async function debianEngine(): Promise<Engine> {
  const root = mkdtempSync(join(tmpdir(), 'rawzmq-'))
  const path = join(root, 'libzmq.node')
  symlinkSync(DEBIAN_LIBRARY, path)
  const resolver = Object.assign((name: string) => (name === 'koffi' ? own(name) : {}), {
    resolve: () => join(root, 'package.json'),
    cache: { [path]: {} },
  })
  try {
    return await nativeEngine({ resolver })
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** Whom ours is tried with. */
export const PEERS = {
  'libzmq 4.3.5': () => nativeEngine(),
  'libzmq 4.3.4': debianEngine,
  rawzmq: async () => typescriptEngine(),
} as const satisfies Readonly<Record<string, () => Promise<Engine>>>
export type PeerName = keyof typeof PEERS

const IS_OURS = [true, false]

/** Every cell of a row, for a peer. */
export function cellsOf(
  peer: PeerName,
  pair: TypePair,
  isOursFirst: boolean,
  isOursBound: boolean,
): Cell[] {
  const versions = pair.isDraft === true ? VERSIONS.slice(0, 2) : VERSIONS
  const cells = versions.flatMap(version =>
    (['tcp', 'ipc'] as const).map(transport => ({
      pair,
      isOursFirst,
      isOursBound,
      transport,
      version,
    })),
  )
  // Over inproc an engine meets only itself, and there is no version.
  const within = { pair, isOursFirst, isOursBound, transport: 'inproc', version: '3.1' } as const
  return peer === 'rawzmq' ? [...cells, within] : cells
}

/** Every row: two types, ours first; once more the other way round; each side bound. */
export const ROWS = TYPE_PAIRS.flatMap(pair =>
  IS_OURS.flatMap(isOursFirst =>
    !isOursFirst && pair.types[0] === pair.types[1]
      ? []
      : IS_OURS.map(isOursBound => ({ pair, isOursFirst, isOursBound })),
  ),
)

/** Options of both sides, by their numbers. */
export interface SideOptions {
  readonly binding: Readonly<Record<number, number | string>>
  readonly connecting: Readonly<Record<number, number | string>>
}

const LINGER = 17
const LIMIT_MS = 20_000

/** Tries a cell. @param options beside those that all have @throws Error that says what was wrong */
export async function tryCell(
  ours: Engine,
  theirs: Engine,
  cell: Cell,
  options: SideOptions = { binding: {}, connecting: {} },
): Promise<void> {
  const { pair, isOursFirst, isOursBound, transport, version } = cell
  const isFirstBound = isOursFirst === isOursBound
  const engines = isOursFirst ? [ours, theirs] : [theirs, ours]
  // Over inproc both are of one engine.
  const [one, other] = pair.types.map((type, index) =>
    (transport === 'inproc' ? ours : (engines[index] as Engine)).socket(type, {
      [LINGER]: 0,
      ...options[(index === 0) === isFirstBound ? 'binding' : 'connecting'],
    }),
  ) as [EngineSocket, EngineSocket]
  const [binding, connecting] = isFirstBound ? [one, other] : [other, one]
  const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
  const endpoint = (name: string): string =>
    ({
      tcp: `tcp://127.0.0.1:${name === 'relay' ? 0 : '*'}`,
      ipc: `ipc://${join(folder, name)}`,
      inproc: 'inproc://table',
    })[transport]
  let relay: Relay | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    pair.prepare?.(one, other)
    const bound = await binding.bind(endpoint('bound'))
    if (version !== '3.1') relay = await relayAsOlder(version, bound, endpoint('relay'))
    connecting.connect(relay?.endpoint ?? bound)
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not within ${LIMIT_MS} ms`)), LIMIT_MS)
    })
    await Promise.race([pair.talk(one, other, version), limit])
  } finally {
    clearTimeout(timer)
    one.close()
    other.close()
    relay?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
