// The legal orders of monitor events: every capture of libzmq is legal, and captures broken by hand are not.
import { readdirSync } from 'node:fs'
import t from 'tap'
import { readCapture } from '../../lib/capture/player.js'
import { checkMonitorOrder, type SocketEvent } from '../../lib/conformance/monitor-order.js'
import { decodeMonitorEvent, type MonitorEvent } from '../../lib/monitor/codec.js'
import { EVENTS, type EventName } from '../../lib/monitor/events.js'

const FOLDER = 'fixtures/monitor'
/** The one capture that asked for two kinds of events only. */
const MASKS: Readonly<Record<string, number>> = {
  masked: EVENTS.HANDSHAKE_SUCCEEDED | EVENTS.MONITOR_STOPPED,
}

async function eventsOf(file: string): Promise<SocketEvent[]> {
  const { header, rows } = await readCapture(`${FOLDER}/${file}`)
  return rows.flatMap((row): SocketEvent[] =>
    row.kind === 'monitor'
      ? [{ socket: row.socket, event: decodeMonitorEvent(row.parts, header.byteOrder) }]
      : [],
  )
}

t.test('every capture of libzmq is legal', async t => {
  const files = readdirSync(FOLDER)
  for (const file of files) {
    const mask = MASKS[file.replace(/\.v[12]\.msgpack$/, '')]
    t.strictSame(checkMonitorOrder(await eventsOf(file), mask), [], file)
  }
  t.ok(files.length > 100)
})

t.test('a mask that is not said makes a masked capture illegal', async t => {
  t.match(checkMonitorOrder(await eventsOf('masked.v1.msgpack')), [
    { reason: /no connection of .* is open/ },
    { reason: /no connection of .* is open/ },
  ])
})

type Break = (events: SocketEvent[]) => SocketEvent[]

const named = (events: readonly SocketEvent[], socket: string, name: EventName): number =>
  events.findIndex(each => each.socket === socket && each.event.name === name)
const without =
  (socket: string, name: EventName): Break =>
  events =>
    events.filter((_, at) => at !== named(events, socket, name))
const twice =
  (socket: string, name: EventName): Break =>
  events => {
    const at = named(events, socket, name)
    return events.toSpliced(at, 0, ...events.slice(at, at + 1))
  }
const before =
  (socket: string, name: EventName, other: EventName): Break =>
  events => {
    const at = named(events, socket, name)
    const moved = events.slice(at, at + 1)
    return events.toSpliced(at, 1).toSpliced(named(events, socket, other), 0, ...moved)
  }
const changed =
  (socket: string, name: EventName, change: Partial<MonitorEvent>): Break =>
  events => {
    const at = named(events, socket, name)
    return events.map((each, index) =>
      index === at ? { socket, event: { ...each.event, ...change } } : each,
    )
  }

const BROKEN: readonly (readonly [string, string, Break, RegExp])[] = [
  [
    'the handshake before the connection',
    'connect-tcp',
    before('push', 'HANDSHAKE_SUCCEEDED', 'ACCEPTED'),
    /no connection of .* is open/,
  ],
  [
    'a second handshake of one connection',
    'connect-tcp',
    twice('pull', 'HANDSHAKE_SUCCEEDED'),
    /over already/,
  ],
  [
    'the end of a connection with another descriptor',
    'connect-tcp',
    changed('push', 'DISCONNECTED', { value: 9999, values: [9999] }),
    /no connection with descriptor 9999/,
  ],
  [
    'the end of a connection twice',
    'connect-tcp',
    twice('push', 'DISCONNECTED'),
    /no connection with descriptor/,
  ],
  [
    'a retry though the connection stands',
    'peer-returns',
    without('pull', 'DISCONNECTED'),
    /still stands: no DISCONNECTED/,
  ],
  [
    'a retry though the attempt is not over',
    'connect-refused',
    without('push', 'CLOSED'),
    /still under way: no CLOSED/,
  ],
  [
    'a failed bind that is not reported',
    'bind-in-use',
    without('push', 'BIND_FAILED'),
    /no BIND_FAILED/,
  ],
  [
    'a failed bind with a scheme in its address',
    'bind-in-use',
    changed('push', 'BIND_FAILED', { address: 'tcp://127.0.0.1:1' }),
    /has a scheme/,
  ],
  [
    'events after the last one',
    'connect-tcp',
    before('push', 'MONITOR_STOPPED', 'CLOSED'),
    /after MONITOR_STOPPED/,
  ],
  ['one endpoint bound twice', 'bind-tcp', twice('push', 'LISTENING'), /already/],
  [
    'a connection without an attempt',
    'connect-tcp',
    without('pull', 'CONNECT_DELAYED'),
    /no connect to .* is under way/,
  ],
  [
    'a connection accepted where nobody listens',
    'connect-tcp',
    without('push', 'LISTENING'),
    /nothing is bound/,
  ],
  [
    'the reason after the end',
    'mechanism-mismatch',
    before('pull', 'DISCONNECTED', 'HANDSHAKE_FAILED_PROTOCOL'),
    /no connection of .* is open/,
  ],
  [
    'a status that ZAP does not have',
    'refused-400',
    changed('pull', 'HANDSHAKE_FAILED_AUTH', { value: 401, values: [401] }),
    /status is 401/,
  ],
]

t.test('captures broken by hand', async t => {
  for (const [title, scenario, breakIt, reason] of BROKEN) {
    for (const version of [1, 2]) {
      const events = await eventsOf(`${scenario}.v${version}.msgpack`)
      const faults = checkMonitorOrder(breakIt(events))
      t.match(faults, [{ reason }], `${title}, version ${version}`)
    }
  }
})
