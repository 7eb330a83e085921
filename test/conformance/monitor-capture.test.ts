// Captures against the legal orders: every one of libzmq is legal, hand-broken ones are caught where they are
// broken, our own engine's are legal.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { CaptureRow, MonitorRow } from '../../lib/capture/format.js'
import { readCapture } from '../../lib/capture/player.js'
import { judgeMonitors, type MonitorJudgement } from '../../lib/conformance/monitor-capture.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'
import { EVENTS, type EventName } from '../../lib/monitor/events.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { OPTION } from '../support/engines.js'

const FOLDER = join('fixtures', 'monitor')
const FIXTURES = readdirSync(FOLDER).filter(name => name.endsWith('.msgpack'))

const rowsOf = async (name: string): Promise<CaptureRow[]> => [
  ...(await readCapture(join(FOLDER, name))).rows,
]
const judge = (rows: readonly CaptureRow[]): Promise<readonly MonitorJudgement[]> =>
  judgeMonitors(rows, { isLate: false })

t.test('every capture of libzmq is legal', async t => {
  t.ok(FIXTURES.length > 100)
  let events = 0
  for (const name of FIXTURES) {
    const judgements = await judge(await rowsOf(name))
    t.strictSame(
      judgements.filter(({ illegal }) => illegal !== undefined),
      [],
      name,
    )
    t.equal(
      judgements.some(({ isMasked }) => isMasked),
      name.startsWith('masked.'),
      name,
    )
    for (const judgement of judgements) events += judgement.events
  }
  t.ok(events > 700)
})

/** Index of the n-th row with an event of this name on a socket. */
function find(rows: readonly CaptureRow[], socket: string, name: EventName, nth = 1): number {
  let left = nth
  const at = rows.findIndex(
    row =>
      row.kind === 'monitor' &&
      row.socket === socket &&
      decodeMonitorEvent(row.parts).name === name &&
      --left === 0,
  )
  if (at < 0) throw new Error(`no ${name} of ${socket}`)
  return at
}

const monitorAt = (rows: readonly CaptureRow[], at: number): MonitorRow => rows[at] as MonitorRow

/** The same rows with the value of one changed: version 1 has it at offset 2, version 2 as third part. */
function withValue(rows: readonly CaptureRow[], at: number, value: number): CaptureRow[] {
  const row = monitorAt(rows, at)
  const parts = row.parts.map(part => Buffer.from(part))
  if (row.version === 1) parts[0]?.writeUInt32LE(value, 2)
  else parts[2]?.writeBigUInt64LE(BigInt(value))
  return rows.with(at, { ...row, parts })
}

function withEvent(rows: readonly CaptureRow[], at: number, name: EventName): CaptureRow[] {
  const row = monitorAt(rows, at)
  const parts = row.parts.map(part => Buffer.from(part))
  if (row.version === 1) parts[0]?.writeUInt16LE(EVENTS[name], 0)
  else parts[0]?.writeBigUInt64LE(BigInt(EVENTS[name]))
  return rows.with(at, { ...row, parts })
}

/** The last part, which is an address, with another text. */
function withAddress(rows: readonly CaptureRow[], at: number, text: string): CaptureRow[] {
  const row = monitorAt(rows, at)
  return rows.with(at, { ...row, parts: [...row.parts.slice(0, -1), Buffer.from(text)] })
}

function swapped(rows: readonly CaptureRow[], one: number, other: number): CaptureRow[] {
  return rows.with(one, rows[other] as CaptureRow).with(other, rows[one] as CaptureRow)
}

interface Broken {
  readonly title: string
  readonly fixture: string
  readonly socket: string
  readonly edit: (rows: readonly CaptureRow[]) => CaptureRow[]
  /** The event it stumbles over, and why. */
  readonly event: RegExp
  readonly rule: RegExp
}

const BROKEN: readonly Broken[] = [
  {
    title: 'LISTENING is missing',
    fixture: 'connect-tcp',
    socket: 'push',
    edit: rows => rows.toSpliced(find(rows, 'push', 'LISTENING'), 1),
    event: /^ACCEPTED/,
    rule: /nothing listens/,
  },
  {
    title: 'ACCEPTED is missing',
    fixture: 'connect-tcp',
    socket: 'push',
    edit: rows => rows.toSpliced(find(rows, 'push', 'ACCEPTED'), 1),
    event: /^HANDSHAKE_SUCCEEDED/,
    rule: /no connection/,
  },
  {
    title: 'CONNECT_DELAYED is missing',
    fixture: 'connect-tcp',
    socket: 'pull',
    edit: rows => rows.toSpliced(find(rows, 'pull', 'CONNECT_DELAYED'), 1),
    event: /^CONNECTED/,
    rule: /under way/,
  },
  {
    title: 'HANDSHAKE_SUCCEEDED before ACCEPTED',
    fixture: 'article',
    socket: 'producer',
    edit: rows =>
      swapped(
        rows,
        find(rows, 'producer', 'ACCEPTED'),
        find(rows, 'producer', 'HANDSHAKE_SUCCEEDED'),
      ),
    event: /^HANDSHAKE_SUCCEEDED/,
    rule: /no connection/,
  },
  {
    title: 'HANDSHAKE_SUCCEEDED three times for two peers',
    fixture: 'article',
    socket: 'producer',
    edit: rows => {
      const at = find(rows, 'producer', 'HANDSHAKE_SUCCEEDED', 2)
      return rows.toSpliced(at, 0, monitorAt(rows, at))
    },
    event: /^HANDSHAKE_SUCCEEDED/,
    rule: /done already/,
  },
  {
    title: 'DISCONNECTED twice',
    fixture: 'article',
    socket: 'producer',
    edit: rows => {
      const at = find(rows, 'producer', 'DISCONNECTED')
      return rows.toSpliced(at, 0, monitorAt(rows, at))
    },
    event: /^DISCONNECTED/,
    rule: /no open connection|no connection at/,
  },
  {
    title: 'DISCONNECTED of another descriptor',
    fixture: 'second-pair',
    socket: 'bound',
    edit: rows => withValue(rows, find(rows, 'bound', 'DISCONNECTED'), 99),
    event: /^DISCONNECTED, fd 99/,
    rule: /no open connection/,
  },
  {
    title: 'two connections with one descriptor',
    fixture: 'article',
    socket: 'producer',
    edit: rows => withValue(rows, find(rows, 'producer', 'ACCEPTED', 2), 39),
    event: /^ACCEPTED, fd 39/,
    rule: /still that of/,
  },
  {
    title: 'CLOSED of a descriptor that was none',
    fixture: 'bind-tcp',
    socket: 'push',
    edit: rows => withValue(rows, find(rows, 'push', 'CLOSED'), 77),
    event: /^CLOSED, fd 77/,
    rule: /no listener/,
  },
  {
    title: 'DISCONNECTED before the failure it comes from',
    fixture: 'handshake-timeout',
    socket: 'pull',
    edit: rows =>
      swapped(
        rows,
        find(rows, 'pull', 'HANDSHAKE_FAILED_NO_DETAIL'),
        find(rows, 'pull', 'DISCONNECTED'),
      ),
    event: /^HANDSHAKE_FAILED_NO_DETAIL/,
    rule: /no connection/,
  },
  {
    title: 'a retry without a failure',
    fixture: 'connect-refused',
    socket: 'push',
    edit: rows => rows.toSpliced(find(rows, 'push', 'CLOSED'), 1),
    event: /^CONNECT_RETRIED/,
    rule: /tried again/,
  },
  {
    title: 'a retry after a mechanism that does not match',
    fixture: 'peer-returns',
    socket: 'pull',
    edit: rows => {
      const at = find(rows, 'pull', 'HANDSHAKE_SUCCEEDED')
      return withValue(withEvent(rows, at, 'HANDSHAKE_FAILED_PROTOCOL'), at, 0x11000002)
    },
    event: /^CONNECT_RETRIED/,
    rule: /tried again/,
  },
  {
    title: 'a wait of no time',
    fixture: 'connect-refused',
    socket: 'push',
    edit: rows => withValue(rows, find(rows, 'push', 'CONNECT_RETRIED', 2), 0),
    event: /^CONNECT_RETRIED, 0 ms/,
    rule: /interval/,
  },
  {
    title: 'an errno that is not EINPROGRESS',
    fixture: 'connect-tcp',
    socket: 'pull',
    edit: rows => withValue(rows, find(rows, 'pull', 'CONNECT_DELAYED'), 11),
    event: /^CONNECT_DELAYED/,
    rule: /EINPROGRESS/,
  },
  {
    title: 'another address',
    fixture: 'unbind',
    socket: 'push',
    edit: rows => withAddress(rows, find(rows, 'push', 'HANDSHAKE_SUCCEEDED'), 'tcp://127.0.0.1:1'),
    event: /^HANDSHAKE_SUCCEEDED.*:1"$/,
    rule: /no connection/,
  },
  {
    title: 'BIND_FAILED is missing',
    fixture: 'bind-in-use',
    socket: 'push',
    edit: rows => rows.toSpliced(find(rows, 'push', 'BIND_FAILED'), 1),
    event: /^MONITOR_STOPPED/,
    rule: /BIND_FAILED/,
  },
  {
    title: 'CLOSED after MONITOR_STOPPED',
    fixture: 'bind-tcp',
    socket: 'push',
    edit: rows =>
      swapped(rows, find(rows, 'push', 'CLOSED'), find(rows, 'push', 'MONITOR_STOPPED')),
    event: /^CLOSED/,
    rule: /last event/,
  },
  {
    title: 'an event nobody knows',
    fixture: 'bind-tcp',
    socket: 'push',
    edit: rows => {
      const at = find(rows, 'push', 'CLOSED')
      const row = monitorAt(rows, at)
      const parts = row.parts.map(part => Buffer.from(part))
      parts[0]?.writeUInt16LE(0x8000, 0)
      return rows.with(at, { ...row, parts })
    },
    event: /^event 0x8000/,
    rule: /no event/,
  },
  {
    title: 'half an event',
    fixture: 'bind-tcp',
    socket: 'push',
    edit: rows => {
      const at = find(rows, 'push', 'CLOSED')
      const row = monitorAt(rows, at)
      return rows.with(at, { ...row, parts: row.parts.slice(0, 1) })
    },
    event: /^no event/,
    rule: /missing/,
  },
]

for (const version of [1, 2]) {
  t.test(`captures broken by hand, version ${version}`, async t => {
    for (const { title, fixture, socket, edit, event, rule } of BROKEN) {
      const rows = edit(await rowsOf(`${fixture}.v${version}.msgpack`))
      const found = (await judge(rows)).filter(({ illegal }) => illegal !== undefined)
      t.match(found, [{ socket, illegal: { event, rule } }], title)
      const illegal = found[0]?.illegal
      const row = rows[(illegal?.row ?? 0) - 1] as MonitorRow | undefined
      t.equal(row?.socket, socket, `${title}: the row is named`)
      t.equal(row?.at, illegal?.at)
      t.equal(found.length, 1, `${title}: the other sockets are legal`)
    }
  })
}

t.test('what is put in by the version of the row must be of that version', async t => {
  const rows = await rowsOf('bind-tcp.v2.msgpack')
  const wrong = rows.map(row => (row.kind === 'monitor' ? { ...row, version: 1 as const } : row))
  t.match(await judge(wrong), [{ illegal: { number: 1, rule: /version 2/ } }])
})

t.test('a capture cut short is legal as far as it goes', async t => {
  const rows = await rowsOf('article.v2.msgpack')
  for (let length = 1; length < rows.length; length++) {
    const found = await judge(rows.slice(0, length))
    t.notOk(
      found.find(({ illegal }) => illegal !== undefined),
      `${length} rows`,
    )
  }
})

for (const version of [1, 2] as const) {
  t.test(`our engine's own events, version ${version}`, async t => {
    const engine = typescriptEngine()
    t.teardown(() => engine.close())
    const rows: CaptureRow[] = []
    const watch = (name: string, type: 'PUSH' | 'PULL') => {
      const socket = engine.socket(type, { [OPTION.LINGER]: 0, [OPTION.RECONNECT_IVL]: 5 })
      const reader = socket.monitor({ version })
      /** Reads on to the next event of this name. */
      const until = async (wanted: EventName): Promise<void> => {
        for (;;) {
          const parts = await reader.receive()
          rows.push({ kind: 'monitor', at: rows.length, socket: name, version, parts })
          if (decodeMonitorEvent(parts).name === wanted) return
        }
      }
      return { socket, until }
    }
    const bound = watch('bound', 'PULL')
    const endpoint = await bound.socket.bind('tcp://127.0.0.1:*')
    const peers = [1, 2, 3].map(number => watch(`peer ${number}`, 'PUSH'))
    const wrong = watch('wrong', 'PULL')
    for (const { socket } of [...peers, wrong]) socket.connect(endpoint)
    for (const { until } of peers) await until('HANDSHAKE_SUCCEEDED')
    await wrong.until('DISCONNECTED')
    for (const { socket } of peers) await socket.send([Buffer.from('work')])
    for (let count = 0; count < peers.length; count++) await bound.socket.receive()
    await bound.socket.unbind(endpoint)
    for (const { until } of peers) await until('CLOSED')
    const everybody = [bound, wrong, ...peers]
    for (const { socket } of everybody) socket.close()
    for (const { until } of everybody) await until('MONITOR_STOPPED')
    const judgements = await judge(rows)
    t.strictSame(
      judgements.map(({ socket, illegal }) => [socket, illegal]),
      ['peer 1', 'peer 2', 'peer 3', 'wrong', 'bound'].map(name => [name, undefined]),
    )
    t.ok(rows.length > 35)
  })
}
