// The table of docs/security.md: every mechanism for every two types, between ours and two versions of libzmq, either
// one the server, over tcp and ipc. Each cell is tried by tryCell, with a ZAP handler in the server's context.
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { curveKeyPair } from '../../../lib/index.js'
import { cellsOf, ROWS, tryCell, type Cell, type PeerName, type SideOptions } from './cells.js'

const PLAIN = { SERVER: 44, USERNAME: 45, PASSWORD: 46 } as const
const CURVE = { SERVER: 47, PUBLIC: 48, SECRET: 49, SERVER_KEY: 50 } as const
const ZAP_DOMAIN = 55

const [SERVER, CLIENT] = [curveKeyPair(), curveKeyPair()]

/** Options of both sides. The server asks ZAP. */
const MECHANISMS = {
  NULL: { binding: { [ZAP_DOMAIN]: 'global' }, connecting: {} },
  PLAIN: {
    binding: { [PLAIN.SERVER]: 1, [ZAP_DOMAIN]: 'global' },
    connecting: { [PLAIN.USERNAME]: 'anna', [PLAIN.PASSWORD]: 'secret' },
  },
  CURVE: {
    binding: { [CURVE.SERVER]: 1, [CURVE.SECRET]: SERVER.secretKey, [ZAP_DOMAIN]: 'global' },
    connecting: {
      [CURVE.SERVER_KEY]: SERVER.publicKey,
      [CURVE.PUBLIC]: CLIENT.publicKey,
      [CURVE.SECRET]: CLIENT.secretKey,
    },
  },
} as const satisfies Readonly<Record<string, SideOptions>>

/** A mechanism's name. */
export type MechanismName = keyof typeof MECHANISMS

/** All of them. */
export const MECHANISM_NAMES = Object.keys(MECHANISMS) as MechanismName[]

/** Whom ours is tried with, in the order of the columns. */
export const SECURITY_PEERS = ['libzmq 4.3.5', 'libzmq 4.3.4', 'rawzmq'] as const

/** Ours first, of each two types that are no drafts. */
export const SECURITY_PAIRS = ROWS.filter(({ pair, isOursBound }) => !pair.isDraft && isOursBound)

/** The runs of one cell: over tcp and ipc. */
export function securityCells(
  peer: PeerName,
  { pair, isOursFirst }: (typeof SECURITY_PAIRS)[number],
  isOursBound: boolean,
): Cell[] {
  return cellsOf(peer, pair, isOursFirst, isOursBound).filter(
    ({ version, transport }) => version === '3.1' && transport !== 'inproc',
  )
}

/** A ZAP handler of that engine that lets everybody in, and knows whom. */
export async function admitAll(
  engine: Engine,
): Promise<{ readonly asked: string[]; close(): void }> {
  const handler: EngineSocket = engine.socket('REP')
  const asked: string[] = []
  await handler.bind('inproc://zeromq.zap.01')
  const serve = async (): Promise<void> => {
    for (;;) {
      const [, id, , , , mechanism] = await handler.receive()
      asked.push(String(mechanism))
      await handler.send(['1.0', id as Buffer, '200', 'OK', '', ''].map(part => Buffer.from(part)))
    }
  }
  let isClosed = false
  serve().catch((error: unknown) => {
    if (!isClosed) throw error
  })
  return {
    asked,
    close() {
      isClosed = true
      handler.close()
    },
  }
}

/** Tries a cell with a mechanism. @param asked what the handlers were asked @throws Error that says what was wrong */
export async function trySecureCell(
  [ours, theirs]: readonly [Engine, Engine],
  cell: Cell,
  mechanism: MechanismName,
  asked: readonly string[],
): Promise<void> {
  const before = asked.length
  await tryCell(ours, theirs, cell, MECHANISMS[mechanism])
  const now = asked.slice(before)
  if (now.length !== 1 || now[0] !== mechanism)
    throw new Error(`ZAP was asked ${now.join() || 'nothing'}`)
}

/** A line of the table. @param cells what there is to say of each peer: ours the server, ours the client */
export function securityRow(
  mechanism: MechanismName,
  { pair, isOursFirst }: (typeof SECURITY_PAIRS)[number],
  cells: readonly string[],
): string[] {
  const [ours, theirs] = isOursFirst ? pair.types : pair.types.toReversed()
  return [mechanism, String(ours), String(theirs), ...cells]
}

/** The head of the table. */
export const SECURITY_HEAD = [
  'mechanism',
  'ours',
  'theirs',
  ...SECURITY_PEERS.flatMap(peer =>
    peer === 'rawzmq' ? ['rawzmq with itself'] : [`ours serves ${peer}`, `${peer} serves ours`],
  ),
]

/** The directions that a peer is tried in: ours the server, then theirs; itself it serves but once. */
export function directionsOf(peer: (typeof SECURITY_PEERS)[number]): readonly boolean[] {
  return peer === 'rawzmq' ? [true] : [true, false]
}
